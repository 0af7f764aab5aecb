import type { AskingHost, Show } from "./askingHost";

type Task<T> = (signal: AbortSignal, say: (message: string) => void) => Promise<T>;

/** Runs a task behind a notification with a Cancel button; `undefined` where that was pressed. */
export async function showProgress<T>(
  { window, ProgressLocation }: AskingHost,
  show: Show,
  title: string,
  task: Task<T>,
): Promise<T | undefined> {
  const options = { location: ProgressLocation.Notification, title: show(title), cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const cancelled = new Promise<undefined>((resolve) => {
      token.onCancellationRequested(() => {
        resolve(undefined);
        controller.abort();
      });
    });
    const say = (message: string): void => { progress.report({ message: show(message) }); };
    const running = task(controller.signal, say);
    // What a cancelled task still throws is nobody's news.
    running.catch(() => undefined);
    return Promise.race([running, cancelled]);
  });
}
