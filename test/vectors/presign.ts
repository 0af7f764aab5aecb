import { utf8Text } from "../../src/grant";
import { presignUrl, type PresignRequest } from "../../src/edge/presign";
import { fieldsOf, numberOf, textBytesOf, textOf } from "./given";
import type { VectorFile } from "./kinds";

export const presign: VectorFile = {
  cases: {
    "": {
      given: [
        "access_key",
        "bucket",
        "endpoint",
        "expires_seconds",
        "key",
        "key_hex",
        "method",
        "query",
        "region",
        "secret",
        "signed_headers",
        "time",
      ],
      found: ["url"],
      answer: (given) => ({
        url: presignUrl({
          endpoint: new URL(textOf(given, "endpoint")),
          accessKeyId: textOf(given, "access_key"),
          secretKey: textOf(given, "secret"),
          region: textOf(given, "region"),
          method: textOf(given, "method") as PresignRequest["method"],
          bucket: textOf(given, "bucket"),
          key: utf8Text(textBytesOf(given, "key")) as string,
          time: Date.parse(textOf(given, "time")),
          expiresSeconds: numberOf(given, "expires_seconds"),
          query: fieldsOf(given["query"], "query") as Record<string, string>,
          signedHeaders: fieldsOf(given["signed_headers"], "signed_headers") as Record<string, string>,
        }),
      }),
    },
  },
};
