/** What a stand-in was asked, in the order in which it came. */
export type Asked =
  | {
      readonly to: "satellite";
      /** As `ProjectInfo`. */
      readonly rpc: string;
      /** Of the asking API key, in hexadecimal digits; empty for what is no macaroon. */
      readonly tail: string;
    }
  | { readonly to: "auth"; readonly method: string; readonly path: string }
  | {
      readonly to: "console";
      readonly method: string;
      /** With its query. */
      readonly path: string;
      /** By what it says who asks: a session's cookie, a REST API key, or nothing. */
      readonly way: "session" | "bearer" | "none";
    };
