import { type Bytes, concat, type Grant, noBytes, pathCipher, type SharePrefix } from "../../grant";
import type { PrefixFacts } from "../../decoder/keyFacts";
import { BACK, type Choice } from "../../platform/ask";
import { showOutside } from "../../platform/showOutside";
import type { MetainfoError } from "../../satellite/metainfo";
import type { SavedRecord } from "../../vault/record";
import { factsOfRecord } from "../../views/savedFacts";
import { SavedNode } from "../../views/savedNode";
import { type Contact, contactAt } from "../contacting/askSatellite";
import { removeSaved } from "../removeSaved";
import { prefixLabel } from "../restricting/restriction";
import { bucketPage, namePage } from "../contacting/satelliteListing";
import { failureText, satelliteWords } from "../contacting/satelliteWords";
import type { Services } from "../services";

const namesLookedAt = 100;
const slash = Uint8Array.of(0x2f);

/**
 * Lists the first names below a place that the person chooses, and says how many of them a saved grant's keys open: the only thing that
 * tells a mistyped passphrase from an empty bucket.
 */
export async function checkNames(services: Services, record: SavedRecord): Promise<void> {
  const { ask, decoder } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const facts = factsOfRecord(record);
  const grant = facts?.grant;
  if (!grant) return;
  const { defaultPathCipher } = grant.store;
  if (defaultPathCipher === pathCipher.null || defaultPathCipher === pathCipher.nullBase64Url) {
    void ask.showInformation(t("Names prove nothing here: the grant does not encrypt them, so that they can be read with any passphrase. Download an object to try it."));
    return;
  }
  const contact = await contactAt(services, grant.satelliteAddress, t("The passphrase was not checked"));
  const place = contact && (facts.prefixes ? await chooseOwn(services, facts.prefixes) : await chooseBucket(services, contact, grant));
  if (!place) return;
  const outcome = await namePage(services, contact, grant, { ...place, limit: namesLookedAt, recursive: true });
  if (!outcome) return;
  if (outcome.error) {
    tellFailure(services, outcome.error, contact);
    return;
  }
  const { names, unreadable, more } = outcome.value;
  const name = prefixLabel(place, voice);
  const all = names.length + unreadable;
  if (all === 0) void ask.showInformation(t("{0} has no objects, so that nothing tells whether the passphrase is the right one.", name));
  else if (names.length === 0) {
    const remove = t("Remove from Saved Grants");
    const words = t("None of the first {0} names of {1} can be read. They were written with another passphrase, or this one is mistyped: with it the place looks empty.", all, name);
    if ((await ask.showWarning(words, { actions: [remove] })) === remove) await removeSaved(services, [new SavedNode("record", record.id)]);
  } else {
    const counts = more ? t("{0} of the first {1} names of {2} can be read.", names.length, all, name) : t("{0} of the {1} names of {2} can be read.", names.length, all, name);
    void ask.showInformation(unreadable === 0 ? counts : `${counts} ${t("The others were written with another passphrase.")}`);
  }
}

/** One of the prefixes that a grant is limited to. */
async function chooseOwn({ ask, decoder }: Services, prefixes: readonly PrefixFacts[]): Promise<SharePrefix | undefined> {
  const voice = decoder.voice();
  const { t } = voice;
  const items = prefixes.flatMap(({ bucket, path }): Choice<SharePrefix>[] => {
    if (!path) return [];
    const value = { bucket, prefix: path.length === 0 ? path : concat(path, slash) };
    return [{ label: prefixLabel(value, voice), value }];
  });
  const [only, ...others] = items;
  if (!only) void ask.showWarning(t("None of its keys opens what it is limited to: it can read nothing. Its passphrase is not the one of its project."));
  if (!only || others.length === 0) return only?.value;
  const chosen = await ask.pick({ title: t("Check Passphrase"), placeholder: t("The names of which prefix?"), items });
  return chosen === BACK ? undefined : chosen;
}

/** One of the project's buckets, as the satellite lists them page by page. */
async function chooseBucket(services: Services, contact: Contact, { macaroon }: Grant): Promise<SharePrefix | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const found: Bytes[] = [];
  for (;;) {
    const outcome = await bucketPage(services, contact, macaroon, found.at(-1));
    if (!outcome) return undefined;
    if (outcome.error) {
      tellFailure(services, outcome.error, contact);
      return undefined;
    }
    const { names, more } = outcome.value;
    found.push(...names);
    if (found.length === 0) {
      void ask.showInformation(t("There are no buckets yet, so that nothing tells whether the passphrase is the right one."));
      return undefined;
    }
    const chosen = await ask.pick<Bytes | "more">({
      title: t("Check Passphrase"),
      placeholder: t("The names of which bucket?"),
      items: [
        ...found.map((bucket) => ({ label: showOutside(bucket), value: bucket })),
        ...(more && names.length > 0 ? [{ label: t("More Buckets…"), stays: true, value: "more" as const }] : []),
      ],
    });
    if (chosen === undefined || chosen === BACK) return undefined;
    if (chosen !== "more") return { bucket: chosen, prefix: noBytes };
  }
}

function tellFailure({ ask, decoder }: Services, error: MetainfoError, { name }: Contact): void {
  const { t } = decoder.voice();
  void ask.showError(failureText(t("The passphrase was not checked"), satelliteWords(error, name, t)));
}
