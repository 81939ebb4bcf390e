/**
 * Runs tasks {name, after?, run} with at most `parallel` at once, in the given order; one with
 * `after` waits for the task of that name. Returns [{name, ok, output, seconds}] in that order;
 * `onEnd` hears of each as it ends. A task that throws has failed.
 */
export async function runTasks(tasks, { parallel, onEnd }) {
  const results = new Map();
  const waiting = [...tasks];
  const isReady = (task) =>
    task.after === undefined || results.has(task.after) || !tasks.some(({ name }) => name === task.after);

  const wake = [];
  const worker = async () => {
    for (;;) {
      const index = waiting.findIndex(isReady);
      if (index === -1) {
        if (waiting.length === 0) return;
        await new Promise((resolve) => wake.push(resolve));
        continue;
      }
      const [task] = waiting.splice(index, 1);
      const result = await runTask(task);
      results.set(task.name, result);
      onEnd(result);
      for (const resolve of wake.splice(0)) resolve();
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return tasks.map(({ name }) => results.get(name));
}

async function runTask({ name, run }) {
  const startedAt = performance.now();
  const outcome = await run().catch((error) => ({ ok: false, output: String(error.stack ?? error) }));
  return { name, ...outcome, seconds: (performance.now() - startedAt) / 1000 };
}
