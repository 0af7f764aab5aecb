import type { CommandHandlers } from "../platform/contributions";
import type { Services } from "./services";

/** What each command does. Loaded at first use: what a person seldom does need not be read at every start. */
export function commandHandlers(services: Services): CommandHandlers {
  return {
    "storjGrants.inspectCredential": async (...args) => (await import("./inspectCredential")).inspectCredential(services, args),
    "storjGrants.restrictToPrefix": async (...args) => (await import("./restrict")).restrictToPrefix(services, args),
    "storjGrants.restrict": async (...args) => (await import("./restrict")).restrict(services, args),
    "storjGrants.saveCredential": async (...args) => (await import("./saveCredential")).saveCredential(services, args),
    "storjGrants.saveAndReplace": async (...args) => (await import("./saveAndReplace")).saveAndReplace(services, args),
    "storjGrants.copyCredential": async (...args) => (await import("./copyCredential")).copyCredential(services, args),
    "storjGrants.ignoreCredential": async (...args) => (await import("./ignoreCredential")).ignoreCredential(services, args),
    "storjGrants.decodeMore": async (...args) => { (await import("./decodeMore")).decodeMore(services, args); },
    "storjGrants.importCredentials": async () => (await import("./importCredentials")).importCredentials(services),
    "storjGrants.showSaved": async (...args) => (await import("./showSaved")).showSaved(services, args),
    "storjGrants.renameSaved": async (...args) => (await import("./renameSaved")).renameSaved(services, args),
    "storjGrants.setVariable": async (...args) => (await import("./setVariable")).setVariable(services, args),
    "storjGrants.markSaved": async (...args) => (await import("./markSaved")).markSaved(services, args),
    "storjGrants.insertReference": async (...args) => (await import("./insertReference")).insertReference(services, args),
    "storjGrants.pasteAsReference": async () => (await import("./pasteAsReference")).pasteAsReference(services),
    "storjGrants.openTerminal": async (...args) => (await import("./openTerminal")).openTerminal(services, args),
    "storjGrants.copyExportLine": async (...args) => (await import("./copyExportLine")).copyExportLine(services, args),
    "storjGrants.addToEnvFile": async (...args) => (await import("./addToEnvFile")).addToEnvFile(services, args),
    "storjGrants.findSaved": async (...args) => (await import("./findSaved")).findSaved(services, args),
    "storjGrants.exportSaved": async (...args) => (await import("./exportSaved")).exportSaved(services, args),
    "storjGrants.removeSaved": async (...args) => (await import("./removeSaved")).removeSaved(services, args),
    "storjGrants.reloadSaved": () => services.saved.reload(),
    "storjGrants.sortSavedByExpiry": () => { services.saved.arrange({ order: "expiry" }); },
    "storjGrants.sortSavedByLineage": () => { services.saved.arrange({ order: "lineage" }); },
    "storjGrants.filterSaved": async () => (await import("./filterSaved")).filterSaved(services),
    "storjGrants.clearSavedFilter": () => { services.saved.arrange({ filter: "" }); },
    "storjGrants.forgetLost": async () => (await import("./forgetLost")).forgetLost(services),
    "storjGrants.checkWithSatellite": async (...args) => (await import("./checkWithSatellite")).checkWithSatellite(services, args),
    "storjGrants.createGrant": async (...args) => (await import("./createGrant")).createGrant(services, args),
    "storjGrants.registerForS3": async (...args) => (await import("./register")).registerForS3(services, args),
    "storjGrants.registerAsPublic": async (...args) => (await import("./register")).registerAsPublic(services, args),
    "storjGrants.shareLink": async (...args) => (await import("./shareLink")).shareLink(services, args),
    "storjGrants.customDomain": async (...args) => (await import("./customDomain")).customDomain(services, args),
    "storjGrants.presignUrl": async (...args) => (await import("./presignUrl")).presignUrl(services, args),
    "storjGrants.revoke": async (...args) => (await import("./revoke")).revoke(services, args),
  };
}
