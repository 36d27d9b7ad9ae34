// The one script tag: <script src="https://host/widget.js" defer></script>
//
// Optional attributes of that tag:
//   data-identity-token  a signed token of the shop that says who is logged in (docs/architecture.md, Chat API)
//   data-demo-mailbox    address of the demo mailbox, shown beside the code input (demo only)
//
// A classic script, so that it works on any page; everything else is an ES module of the same origin.
(() => {
  const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
  if (!script || document.querySelector("madoguchi-chat")) return;
  const origin = new URL(script.src).origin;

  const element = document.createElement("madoguchi-chat");
  element.setAttribute("origin", origin);
  const { identityToken, demoMailbox } = script.dataset;
  if (identityToken) element.setAttribute("identity-token", identityToken);
  if (demoMailbox) element.setAttribute("demo-mailbox", demoMailbox);

  const mount = () => {
    document.body.append(element);
    import(`${origin}/static/widget/element.js`);
  };
  if (document.body) mount();
  else document.addEventListener("DOMContentLoaded", mount, { once: true });
})();
