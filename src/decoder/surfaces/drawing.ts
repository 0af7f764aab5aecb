/**
 * What draws: everything here needs to know what a credential means, and so the whole of `grant`. Loaded with the first document that is
 * looked at, and not at every start.
 */
export { codeLenses } from "./codeLenses";
export { hoverAt } from "./hovers";
export { inlayHints } from "./inlayHints";
export { nextChange } from "./nextChange";
export { problemsOf } from "./problems";
export { quickFixes } from "./quickFixes";
