import { generateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";

/**
 * A new passphrase of twelve English words with a blank between two: 128 random bits and four of a checksum (BIP 39), as Storj's web
 * console generates them.
 */
export function newTwelveWords(): string {
  return generateMnemonic(wordlist, 128);
}
