// The one script tag: <script src="https://host/widget.js" defer></script>
//
// Optional attributes of that tag:
//   data-identity-token    a signed token of the shop that says who is logged in (docs/architecture.md, Chat API)
//   data-identity-url      where to POST for such a token when a conversation begins: on the page's own origin, with its
//                          cookies and, as X-CSRF-Token, its <meta name="csrf-token">; answers {"token": "…"}
//   data-identity-subject  tells one member from another, needed with data-identity-url; empty: nobody is logged in.
//                          A conversation that belongs to somebody else is then forgotten
//   data-demo-mailbox      address of the demo mailbox, shown beside the code input (demo only)
//
// A classic script, so that it works on any page; everything else is an ES module of the same origin.
(() => {
  const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
  if (!script || document.querySelector("madoguchi-chat")) return;
  const origin = new URL(script.src).origin;

  const element = document.createElement("madoguchi-chat");
  element.setAttribute("origin", origin);
  for (const name of ["identity-token", "identity-url", "identity-subject", "demo-mailbox"]) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) element.setAttribute(name, value);
  }

  // Asked for at once, instead of file by file as each import comes to light. tests/web/chat keeps both lists complete.
  const MODULES = `
    element answer-feedback api busy-button call-over-banner choice-list client-id composer conversation delivery
    dom entries event-stream farewell format handoff identity identity-bar lane languages launcher links mask
    memories message-log message-view page-identity panel panel-header phase-notice rating-form reason-form
    reply-address session-store sign-in-card sse-parser style-toggle styles suggestion-list suggestion-source
    suggestions talk transcript-request typing-report typing-sign viewport waiting-banner words
    cards/contracts cards/due-date cards/index cards/invoices cards/orders cards/paid-screening cards/parts
    cards/password-reset cards/ticket cards/tickets
  `;
  const STYLES = "base panel messages cards suggestions handoff feedback";
  const folder = `${origin}/static/widget`;
  const hint = (properties) => document.head.append(Object.assign(document.createElement("link"), properties));
  for (const name of MODULES.trim().split(/\s+/)) hint({ rel: "modulepreload", href: `${folder}/${name}.js` });
  for (const name of STYLES.split(" ")) {
    hint({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: `${folder}/styles/${name}.css` });
  }

  const mount = () => {
    document.body.append(element);
    import(`${folder}/element.js`);
  };
  if (document.body) mount();
  else document.addEventListener("DOMContentLoaded", mount, { once: true });
})();
