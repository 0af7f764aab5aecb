import type { KeyFacts } from "../../decoder/keyFacts";
import { some } from "../../decoder/keyWords";
import { localClock, localTime } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import type { SavedRecord } from "../../vault/record";
import { cachesAgreeAfter } from "../../views/revocation";
import { nameOfKey, nameOfSaved } from "../contacting/nameOfKey";

/** As many of what dies too are named in the question. */
export const mostNamed = 10;

/** What is about to be revoked, by whom, and what ends with it. */
export interface Revocation {
  readonly facts: KeyFacts;
  readonly record: SavedRecord | undefined;
  /** The S3 credentials for whose sake the grant is revoked. */
  readonly pair: SavedRecord | undefined;
  readonly ancestor: SavedRecord;
  /** The saved ones that end too, without `record` and `pair`. */
  readonly heirs: readonly SavedRecord[];
  /** The name of the satellite that is asked. */
  readonly satellite: string;
  /** When it was revoked before, as far as it is known here; in milliseconds since 1970. */
  readonly revokedAt: number | undefined;
}

/** The question, and what stands below it. */
export function revocationQuestion(revocation: Revocation, voice: Voice): { readonly question: string; readonly detail: string } {
  const { t } = voice;
  const { ancestor, facts, heirs, pair, record, revokedAt, satellite } = revocation;
  const name = nameOfKey(record, facts, voice);
  const question = record?.isProduction ? t("Revoke {0}, which is marked for production?", name) : t("Revoke {0}?", name);
  const lines = [t("The satellite {0} is asked with {1}, from which it was made.", satellite, marked(ancestor, voice))];
  if (pair) lines.unshift(t("This ends {0}, which was registered from it.", marked(pair, voice)));
  if (revokedAt !== undefined) lines.push(t("Here it is noted as revoked already, on {0}.", localTime(revokedAt, voice)));
  const named = facts.grant && facts.satellite;
  if (named && named.name !== satellite) lines.push(t("It names {0} as its satellite: that one is not asked.", named.name));
  if (heirs.length > 0) {
    const names = some(heirs.map((heir) => marked(heir, voice)), mostNamed, voice);
    lines.push(heirs.length === 1 ? t("What is saved here and ends too: {0}.", names) : t("What is saved here and ends too, {0}: {1}.", heirs.length, names));
  }
  lines.push(
    t("Everything else that was made from it ends as well, saved here or not: restrictions, S3 credentials, links."),
    t("This can't be undone. Where it was used shortly before, it may work for five minutes more."),
  );
  return { question, detail: lines.join("\n") };
}

/** The page that names everything that is saved and ends too. */
export function heirsPage({ facts, heirs, record }: Revocation, voice: Voice): string {
  const { t } = voice;
  const name = nameOfKey(record, facts, voice);
  const lines = heirs.map((heir) => `- ${marked(heir, voice)} · ${heir.id}`);
  return [
    t("What is saved here and ends with {0}: {1}", name, heirs.length),
    ["", ...lines, ""].join("\n"),
    t("Everything else that was made from it ends as well, saved here or not. Nothing has been revoked yet."),
    "",
  ].join("\n");
}

/** What is told after the satellite has confirmed it, at an instant; so many other saved ones ended too. */
export function revokedText({ facts, pair, record }: Pick<Revocation, "facts" | "pair" | "record">, others: number, at: number, voice: Voice): string {
  const { t } = voice;
  const name = nameOfKey(record, facts, voice);
  const both = pair ? t("{0}, and by it {1}", name, marked(pair, voice)) : name;
  const what =
    others === 0
      ? t("Revoked: {0}.", both)
      : others === 1
        ? t("Revoked: {0}. Another saved one ended with it.", both)
        : t("Revoked: {0}. {1} other saved ones ended with it.", both, others);
  const agreed = localClock(at + cachesAgreeAfter, voice);
  return `${what} ${t("Where it was used shortly before, satellites may still take it until {0}.", agreed)}`;
}

/** The name of a saved one, with what makes it special. */
export function marked(record: SavedRecord, voice: Voice): string {
  const { t } = voice;
  const marks = [
    record.credential.kind === "s3" ? t("S3 credentials") : record.credential.kind === "apiKey" ? t("API key") : undefined,
    record.isProduction ? t("production") : undefined,
  ].filter((mark) => mark !== undefined);
  const name = nameOfSaved(record, voice);
  return marks.length === 0 ? name : t("{0} ({1})", name, marks.join(", "));
}
