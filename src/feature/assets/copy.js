// The buttons of a page: copy its address or a part of it, print it. Without scripts they stay hidden, and the
// browser's own menu does the same.
'use strict';
{
  const address = () => document.querySelector('link[rel=canonical]')?.href ?? location.href;

  // Pages inside other programs, and those without https, have no clipboard of the new sort.
  const copyOldWay = (text) => {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('readonly', '');
    field.className = 'sight';
    document.body.append(field);
    field.select();
    const isDone = document.execCommand('copy');
    field.remove();
    return isDone;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOldWay(text);
    }
  };

  for (const button of document.querySelectorAll('button[data-copy]:not([data-copy-from])')) {
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      button.textContent = (await copy(address())) ? button.dataset.copy : address();
    });
  }
  for (const button of document.querySelectorAll('button[data-copy-from]')) {
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      const from = document.getElementById(button.dataset.copyFrom);
      if (await copy(from.textContent.trim())) button.textContent = button.dataset.copy;
      else getSelection().selectAllChildren(from);
    });
  }
  for (const button of document.querySelectorAll('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
}
