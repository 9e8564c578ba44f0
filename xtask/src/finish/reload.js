/* Reloads the page once it is older than the site, which is built again whenever a source has changed. */
const shown = new Date(document.lastModified);
const isOld = (answer) => answer.ok && new Date(answer.headers.get("last-modified")) > shown;
const look = () => fetch(location.pathname, { method: "HEAD", cache: "no-store" });
setInterval(() => look().then((answer) => isOld(answer) && location.reload(), () => {}), 300);
