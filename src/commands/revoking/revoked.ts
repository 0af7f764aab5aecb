import { keyState, some } from "../../decoder/keyWords";
import type { MetainfoError } from "../../satellite/metainfo";
import type { Contact } from "../contacting/askSatellite";
import { askForProject, checkKey } from "../checkWithSatellite";
import type { Doomed } from "./doomed";
import { nameOfKey, nameOfSaved } from "../contacting/nameOfKey";
import { type Noted, noteRevoked } from "./noteRevoked";
import { reasonOf } from "../contacting/satelliteWords";
import type { Services } from "../services";

/** Tells what has ended, in words that take how many other saved ones did; and of which of them that could not be noted. */
export async function tellRevoked(
  services: Services,
  { pair, record }: Doomed,
  { ended, failed }: Noted,
  words: (others: number) => string,
): Promise<void> {
  const { ask, decoder } = services;
  const voice = decoder.voice();
  const text = words(ended.filter(({ id }) => id !== record?.id && id !== pair?.id).length);
  const [first] = failed;
  if (!first) {
    await ask.showInformation(text);
    return;
  }
  const names = some(failed.map((one) => nameOfSaved(one.record, voice)), 5, voice);
  await ask.showWarning(`${text} ${voice.t("That could not be noted here of {0}: {1}. They have ended all the same.", names, first.why)}`);
}

/**
 * What the satellite could not revoke is most likely revoked already. It says no more than that it failed; so it is asked whether it takes
 * it now, and what it refuses is noted as revoked.
 */
export async function tellRevokedBefore(
  services: Services,
  doomed: Doomed,
  contact: Contact,
  error: MetainfoError,
): Promise<void> {
  const { ask, clock, decoder, vault } = services;
  const { facts, record } = doomed;
  const { t, now } = decoder.voice();
  const name = nameOfKey(record, facts, decoder.voice());
  const failed = t("The satellite could not revoke {0} ({1}): most likely it was revoked before.", name, reasonOf(error, 200));
  const outcome = await askForProject(services, contact, facts);
  const isRefused = outcome?.error?.code === "unauthorized";
  if (isRefused && keyState(facts, now) !== "notYet") {
    await tellRevoked(services, doomed, await noteRevoked(vault, facts.macaroon, clock.now()), (others) =>
      others === 0
        ? `${failed} ${t("It refuses it now, and here it is noted as revoked.")}`
        : `${failed} ${t("It refuses it now, and here it is noted as revoked, and with it {0} other saved.", others)}`,
    );
    return;
  }
  const words = isRefused
    ? t("It is not valid yet, so the satellite refuses it in any case: check it again when it is.")
    : outcome && !outcome.error
      ? t("It takes it still: satellites remember for up to five minutes. Check again then, and revoke it again if it is valid even then.")
      : t("Whether it takes it now is not known.");
  const check = t("Check with Satellite");
  if ((await ask.showWarning(`${failed} ${words}`, { actions: [check] })) === check) await checkKey(services, doomed);
}
