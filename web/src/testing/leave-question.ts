import { expect, vi } from 'vitest';

/** Answers the question that is asked before something unsaved is left, once it is asked. */
export async function answerLeaveQuestion(answer: 'stay' | 'leave'): Promise<void> {
  const kind = answer === 'leave' ? '.el-button--primary' : ':not(.el-button--primary)';
  const button = await vi.waitFor(() => {
    const found = document.querySelector<HTMLElement>(`.el-message-box__btns button${kind}`);
    if (!found) throw new Error('nothing is asked');
    return found;
  });
  button.click();
  await vi.waitFor(() => expect(isLeaveAsked()).toBe(false));
}

export function isLeaveAsked(): boolean {
  const box = document.querySelector('.el-message-box');
  return box !== null && box.closest<HTMLElement>('.el-overlay')?.style.display !== 'none';
}
