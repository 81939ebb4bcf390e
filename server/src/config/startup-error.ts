/**
 * A start that cannot succeed until a person changes something. The message is
 * shown alone, without a stack, so it names the cause and what to do about it.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
