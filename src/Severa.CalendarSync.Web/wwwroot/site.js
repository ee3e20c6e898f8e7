// Live progress: an element with data-refresh="address" is replaced by the same element of that page
// every data-every milliseconds (default 1500), until it no longer carries data-refresh.
// Without this script the page says how to reload.
const watch = element => {
  const address = element.dataset.refresh;
  const pause = Number(element.dataset.every) || 1500;
  setTimeout(async () => {
    try {
      const answer = await fetch(address, { headers: { 'X-Requested-With': 'fetch' }, credentials: 'same-origin' });
      if (!answer.ok || answer.redirected) { return; }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById(element.id);
      if (!fresh) { return; }
      element.replaceWith(fresh);
      if (fresh.dataset.refresh) { watch(fresh); }
    } catch {
      watch(element);
    }
  }, pause);
};

document.querySelectorAll('[data-refresh][id]').forEach(watch);
