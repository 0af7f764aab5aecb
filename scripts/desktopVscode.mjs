// Desktop VS Code, downloaded once into .vscode-test/.

/** What went wrong, on one line: test-electron throws plain texts too, and Node errors without a message of their own. */
function reasonOf(error) {
  const { message, code } = error instanceof Error ? error : { message: String(error) };
  return (message || code || "no reason was given").replace(/\s+/g, " ");
}

/**
 * The path of its executable. Where it is missing and can't be downloaded, throws an Error whose message says what was
 * tried, what went wrong and what to do; the error itself is its cause.
 */
export async function desktopVscode(download) {
  try {
    return await download();
  } catch (error) {
    const message = `Desktop VS Code is not in .vscode-test/ and could not be downloaded: ${reasonOf(error)}.
Connect to the internet, or tell npm your proxy (npm config set https-proxy ADDRESS), and try again.
On Linux x64, npm start without --desktop opens VS Code in a browser tab instead.`;
    throw new Error(message, { cause: error });
  }
}
