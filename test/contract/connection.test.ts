import assert from "node:assert/strict";
import { hex, noBytes, parseApiKey, utf8 } from "../../src/grant";
import { bytesField, varintField } from "../oracle/wire";
import { itGiven } from "./subject";
import { type Answer, Connection, newIdentity, type Opening, withHeader } from "./wire";

const projectInfo = "/metainfo.Metainfo/ProjectInfo";
const listBuckets = "/metainfo.Metainfo/ListBuckets";

/** An opening as it should be. */
function good(): Opening {
  const { key, leaf, ca } = newIdentity();
  return { key, certificates: leaf + ca };
}

describe("contract: a connection to a satellite", () => {
  const keys = ["satelliteNodeURL", "apiKeys"] as const;

  /** Opens, talks, closes. */
  async function talk<T>(nodeUrl: string, opening: Opening, talking: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await Connection.open(nodeUrl, opening);
    try {
      return await talking(connection);
    } finally {
      connection.close();
    }
  }

  const isAnswered = (answer: Answer): boolean => "message" in answer;

  for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
    itGiven(keys, `speaks ${maxVersion}`, async ({ satelliteNodeURL, apiKeys }) => {
      const request = withHeader(parseApiKey(apiKeys[0] as string));
      await talk(satelliteNodeURL, { ...good(), maxVersion }, async (connection) => {
        assert.equal(connection.protocol, maxVersion);
        assert.ok(isAnswered(await connection.ask(projectInfo, request)));
      });
    });

    const refusedOpenings: Record<string, () => Opening> = {
      "no certificate": () => ({}),
      "a leaf alone": () => {
        const { key, leaf } = newIdentity();
        return { key, certificates: leaf };
      },
      "a leaf that its CA has not signed": () => {
        const { key, leaf } = newIdentity();
        return { key, certificates: leaf + newIdentity().ca };
      },
    };
    for (const [what, opening] of Object.entries(refusedOpenings)) {
      itGiven(keys, `hangs up on ${what}, ${maxVersion}`, async ({ satelliteNodeURL, apiKeys }) => {
        const request = withHeader(parseApiKey(apiKeys[0] as string));
        const asking = talk(satelliteNodeURL, { ...opening(), maxVersion }, (connection) => connection.ask(projectInfo, request));
        await assert.rejects(asking);
      });
    }
  }

  for (const header of ["", "DRPC!!!9"]) {
    itGiven(keys, `hangs up where the connection begins with ${header === "" ? "TLS" : header}`, async ({ satelliteNodeURL, apiKeys }) => {
      const request = withHeader(parseApiKey(apiKeys[0] as string));
      await assert.rejects(talk(satelliteNodeURL, { ...good(), header }, (connection) => connection.ask(projectInfo, request)));
    });
  }

  itGiven(keys, "answers several calls in turn, also after an error", async ({ satelliteNodeURL, apiKeys }) => {
    const key = parseApiKey(apiKeys[0] as string);
    const unknown = { ...key, head: key.head.map((byte) => byte ^ 1) };
    await talk(satelliteNodeURL, good(), async (connection) => {
      for (const [asking, answered] of [[key, true], [key, true], [unknown, false], [key, true]] as const) {
        assert.equal(isAnswered(await connection.ask(projectInfo, withHeader(asking))), answered);
      }
    });
  });

  itGiven(keys, "reads a request that comes byte by byte", async ({ satelliteNodeURL, apiKeys }) => {
    const request = withHeader(parseApiKey(apiKeys[0] as string));
    assert.ok(isAnswered(await talk(satelliteNodeURL, good(), (connection) => connection.ask(projectInfo, request, true))));
  });

  itGiven(keys, "gives its numbers and words", async ({ satelliteNodeURL, apiKeys }) => {
    const key = parseApiKey(apiKeys[0] as string);
    const answers = await talk(satelliteNodeURL, good(), async (connection) => [
      await connection.ask("/metainfo.Metainfo/Nothing", withHeader(key)),
      await connection.ask(projectInfo, withHeader({ ...key, head: utf8("unknown") })),
      await connection.ask(projectInfo, noBytes),
    ]);
    assert.deepEqual(answers, [
      { status: 0n, text: 'protocol error: unknown rpc: "/metainfo.Metainfo/Nothing"' },
      { status: 7n, text: "Unauthorized API credentials" },
      { status: 3n, text: "Invalid API credentials" },
    ]);
  });

  itGiven([...keys, "buckets"], "begins a list of buckets at the cursor or after it", async ({ satelliteNodeURL, apiKeys, buckets }) => {
    const [first, second] = [...buckets].sort() as [string, string];
    const ask = (connection: Connection, direction: bigint) =>
      connection.ask(listBuckets, withHeader(parseApiKey(apiKeys[0] as string), bytesField(1, utf8(first)), varintField(3, direction)));
    const [at, after] = await talk(satelliteNodeURL, good(), async (connection) => [await ask(connection, 1n), await ask(connection, 2n)]);
    const names = (answer: Answer | undefined) =>
      [first, second].filter((name) => answer && "message" in answer && hex(answer.message).includes(hex(utf8(name))));
    assert.deepEqual([names(at), names(after)], [[first, second], [second]]);
  });
});
