/* Reloads the page once the site has been built again, which happens whenever a source has changed. */
const look = async () => {
  const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
  return answer.ok ? answer.headers.get("last-modified") : null;
};
/* The page may be older than the first answer, by the time that it took to load: less than what summer time adds. */
const isOlder = (built) => Date.parse(built) > Date.parse(document.lastModified) && Date.parse(built) > performance.timeOrigin - 1000;
let shown = null;
const timer = setInterval(async () => {
  const built = await look().catch(() => null);
  if (built === null) return;
  const isOld = shown === null ? isOlder(built) : built !== shown;
  shown = built;
  if (isOld) {
    clearInterval(timer);
    location.reload();
  }
}, 300);
