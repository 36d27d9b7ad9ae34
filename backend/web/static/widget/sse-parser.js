// The event stream format (WHATWG HTML, 9.2.6), for a stream read with fetch: EventSource can't send a bearer header.

/**
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 * @param {() => void} onActivity called for every chunk, keep-alive comments too
 * @returns {AsyncGenerator<{type: string, data: string, id: string|null}>}
 */
export async function* readEvents(reader, onActivity = () => {}) {
  const decoder = new TextDecoder();
  let rest = "";
  let event = blank();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return; // what is incomplete at the end is dropped, as the format says
    onActivity();
    rest += decoder.decode(value, { stream: true });
    // A lone \r at the end may be the first half of \r\n: it waits for the next chunk.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line !== "") {
        addField(event, line);
        continue;
      }
      if (event.data.length) yield { type: event.type || "message", data: event.data.join("\n"), id: event.id };
      event = blank();
    }
  }
}

const blank = () => ({ type: "", data: [], id: null });

function addField(event, line) {
  const colon = line.indexOf(":");
  if (colon === 0) return; // a comment
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "data") event.data.push(value);
  else if (name === "event") event.type = value;
  else if (name === "id" && !value.includes("\0")) event.id = value;
}
