// What the page does by itself: language of the document, copy, save, and gradio's own words put into the user's language.
(() => {
  const words = (key) => (window.smartgoalsWords[document.documentElement.lang] || Object.values(window.smartgoalsWords)[0])[key];

  const say = (text) => {
    let box = document.getElementById('sg-live');
    if (!box) {
      box = document.createElement('div');
      box.id = 'sg-live';
      box.setAttribute('role', 'status');
      document.body.append(box);
    }
    box.textContent = text;
    box.classList.add('sg-there');
    clearTimeout(box.timer);
    box.timer = setTimeout(() => box.classList.remove('sg-there'), 2500);
  };

  const copy = async (value) => {
    const text = (value || []).map((part) => part.token ?? part[0]).join('');
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // without https the clipboard is closed to scripts; the old way still works
      const field = document.createElement('textarea');
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand('copy');
      field.remove();
    }
    say(words('copied'));
  };

  const save = (file) => {
    if (!file) {
      say(words('nothing_to_save'));
      return null;
    }
    const bytes = Uint8Array.from(atob(file.data), (char) => char.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type: file.kind }));
    link.download = file.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(words('saved') + ' ' + file.name);
    return null;
  };

  const sure = (key, values) => {
    if (!window.confirm(words(key))) throw new Error(key);
    return values;
  };

  const ready = (code) => {
    document.documentElement.lang = code;
    document.documentElement.dataset.ready = 'true';
    document.cookie = `smartgoals-lang=${code}; path=/; SameSite=Strict`;
  };

  // Gradio writes "queue: 2/5 |", "processing |" and "Loading content" in English whatever the language.
  const put = (node) => {
    const text = node.nodeValue || '';
    const place = text.match(/queue:\s*(\d+)\/(\d*)/);
    if (place) node.nodeValue = Number(place[1]) > 1 ? words('queue').replace('{place}', place[1]) : words('working');
    else if (/processing\s*\|/.test(text)) node.nodeValue = words('working') + ' ';
    else if (text.trim() === 'Loading content') node.nodeValue = words('working');
  };
  const start = () => {
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === 'characterData') put(change.target);
        for (const node of change.addedNodes) {
          if (node.nodeType === Node.TEXT_NODE) put(node);
          else if (node.nodeType === Node.ELEMENT_NODE && node.matches?.('.progress-text, .wrap, .generating, .message, .pending')) {
            const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) put(walk.currentNode);
          }
        }
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  };
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start);

  // What is too large is told at once, and not sent.
  document.addEventListener('change', (event) => {
    const file = event.target.matches?.('input[type=file]') && event.target.files[0];
    if (!file || file.size <= window.smartgoalsLargest) return;
    event.stopImmediatePropagation();
    event.target.value = '';
    say(words('too_large_here'));
  }, true);

  // A plan may be dropped anywhere on its tab.
  const field = () => document.querySelector('#sg-upload')?.closest('.form, .column, div')?.querySelector('input[type=file]') || document.querySelector('input[type=file]');
  document.addEventListener('dragover', (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
  document.addEventListener('drop', (event) => {
    const input = field();
    if (!event.dataTransfer?.files.length || !input || !input.isConnected) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });

  window.smartgoals = { copy, save, sure, ready, say };
})();
