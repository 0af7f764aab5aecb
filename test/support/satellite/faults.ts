/** An answer of HTTP in place of the service's own. */
export interface HttpFault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * What becomes of a request to the console: no answer; a connection that breaks; a page with 200, as a proxy gives it.
 * `undefined`: what it asks for.
 */
export type ConsoleFault = HttpFault | "silence" | "hang-up" | "html" | undefined;

/** The path has its query. What it promises is waited for: so a test holds an answer back. */
export type ConsoleFaults = ConsoleFault | ((method: string, path: string) => ConsoleFault | Promise<ConsoleFault>);
