// Reads the live part of a page again while somebody looks at it, and puts it in place only when it says something else.
(() => {
  const EVERY = 5000;
  const LIVE = { 'X-Tandem-Live': 'yes' }; // nobody asked: the session stays as idle as it is
  const stale = document.getElementById('stale');
  const live = () => document.getElementById('live');

  const busy = (part) =>
    document.hidden || part.querySelector('input:checked, details[open]') !== null ||
    String(getSelection()).length > 0 || part.contains(document.activeElement) && document.activeElement.matches('input, select, textarea');

  const held = (part) => {
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    return {
      index: focused ? [...part.querySelectorAll('a, button, [tabindex]')].indexOf(focused) : -1,
      href: focused && focused.getAttribute('href'),
      scrolls: [...part.querySelectorAll('.scroll')].map((box) => [box.scrollLeft, box.scrollTop])
    };
  };

  const restore = (part, before) => {
    part.querySelectorAll('.scroll').forEach((box, at) => {
      [box.scrollLeft, box.scrollTop] = before.scrolls[at] || [0, 0];
    });
    if (before.index >= 0) {
      const all = [...part.querySelectorAll('a, button, [tabindex]')];
      const same = before.href && all.find((one) => one.getAttribute('href') === before.href);
      (same || all[before.index])?.focus({ preventScroll: true });
    }
  };

  document.addEventListener('htmx:beforeSwap', (event) => {
    const part = live();
    if (event.detail.target !== part) return;
    const fresh = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
    const next = fresh.getElementById('live');
    event.detail.shouldSwap = false;
    if (next === null) {
      if (event.detail.xhr.status < 400) location.reload(); // signed out
      return;
    }
    stale.textContent = '';
    document.getElementById('as-of').innerHTML = fresh.getElementById('as-of').innerHTML;
    if (next.innerHTML !== part.innerHTML && !busy(part)) {
      const before = held(part);
      part.replaceChildren(...next.childNodes);
      restore(part, before);
    }
  });

  const lost = () => { stale.textContent = 'Tandem does not answer; this is what was known then.'; };
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:responseError', lost);
  document.addEventListener('htmx:timeout', lost);

  setInterval(() => {
    const part = live();
    if (part && !busy(part)) htmx.ajax('GET', part.dataset.live, { target: part, source: part, headers: LIVE });
  }, EVERY);
  document.addEventListener('visibilitychange', () => {
    const part = live();
    if (part && !document.hidden) htmx.ajax('GET', part.dataset.live, { target: part, source: part, headers: LIVE });
  });
})();
