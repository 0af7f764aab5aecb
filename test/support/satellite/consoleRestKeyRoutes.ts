import type { SessionRoute } from "./consoleRoute";
import { type ConsoleState, uuidOf } from "./consoleState";
import { numberIn, readGoJson, textIn, textsIn } from "./goJson";
import { goTime } from "./goTime";

/** A person's REST API keys: shown, made and revoked. Not seen on a real console but for their shape. */
export function restKeyRoutes({ restKeys }: ConsoleState): readonly SessionRoute[] {
  const path = "/api/v0/restkeys";
  return [
    {
      method: "GET",
      path,
      isTyped: true,
      answerTo: (person) => ({
        json: restKeys.of(person).map(({ id, name, createdAt, expiresAt }) => ({
          id,
          name,
          createdAt: goTime(createdAt),
          expiresAt: expiresAt === undefined ? null : goTime(expiresAt * 1000),
        })),
      }),
    },
    {
      method: "POST",
      path,
      isTyped: true,
      answerTo: (person, { body }) => {
        const given = readGoJson(body);
        const nanoseconds = numberIn(given, "expiration");
        return { status: 201, json: restKeys.make(person, textIn(given, "name"), nanoseconds && nanoseconds / 1e6) };
      },
    },
    {
      method: "DELETE",
      path,
      isTyped: true,
      answerTo: (person, { body }) => {
        restKeys.revoke(person, textsIn(readGoJson(body), "ids").map(uuidOf));
        return {};
      },
    },
  ];
}
