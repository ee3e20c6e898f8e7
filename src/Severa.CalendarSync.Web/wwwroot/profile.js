// Live progress of one's own run: numbers every second, then the page once more. Without this script the page says how to reload.
const box = document.querySelector('[data-progress]');

const show = ({ done, total, text }) => {
  const bar = box.querySelector('progress');
  const words = box.querySelector('p');
  if (total > 0) {
    bar.max = total;
    bar.value = done;
  }
  if (words.textContent !== text) { words.textContent = text; }
};

const watch = () => setTimeout(async () => {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { 'X-Requested-With': 'fetch' }, credentials: 'same-origin' });
    if (!answer.ok) { return; }
    const progress = await answer.json();
    if (!progress.isBusy) {
      location.reload();
      return;
    }
    show(progress);
  } catch {
    // The network is away for a moment: ask again.
  }
  watch();
}, 1000);

if (box) { watch(); }
