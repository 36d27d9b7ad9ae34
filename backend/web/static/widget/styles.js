// The widget's style sheets, brought in without a <style> element: pages with a strict Content-Security-Policy work too.

const FILES = ["base.css", "panel.css", "messages.css", "cards.css", "suggestions.css", "handoff.css", "feedback.css"];

/** @param {ShadowRoot} root */
export async function applyStyles(root) {
  const texts = await Promise.all(FILES.map(read));
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    root.adoptedStyleSheets = texts.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    return;
  }
  const element = document.createElement("style");
  element.textContent = texts.join("\n");
  root.prepend(element);
}

async function read(file) {
  // Just these options: others would not match what widget.js has preloaded, and the file would come twice.
  const response = await fetch(new URL(`./styles/${file}`, import.meta.url), { mode: "cors", credentials: "same-origin" });
  if (!response.ok) throw new Error(`madoguchi-chat: ${file} could not be loaded (${response.status})`);
  return response.text();
}
