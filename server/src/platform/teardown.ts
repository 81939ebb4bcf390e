import type { Logger } from './logger';

/** Steps that undo a start, run once, the last added first; one that fails does not keep the others. */
export class Teardown {
  private readonly steps: { name: string; undo: () => Promise<void> | void }[] = [];
  private running: Promise<void> | null = null;

  add(name: string, undo: () => Promise<void> | void): void {
    this.steps.push({ name, undo });
  }

  /** A second call waits for the first. */
  run(logger: Logger): Promise<void> {
    this.running ??= this.undoAll(logger);
    return this.running;
  }

  private async undoAll(logger: Logger): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        logger.error({ err: error, step: step.name }, 'a step of stopping failed');
      }
    }
  }
}
