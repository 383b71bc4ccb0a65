// The desk of articles: what is pasted into the text becomes Markdown, and a button inserts a figure
// or picture where the cursor stands. Without scripts the text is pasted plain, and figures are copied
// by hand.
'use strict';
{
  const field = document.querySelector('textarea[data-markdown]');

  // Puts text where the cursor stands, so that undoing takes it away again.
  const insert = (text) => {
    field.focus();
    if (!document.execCommand('insertText', false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    }
  };

  for (const button of document.querySelectorAll('button[data-insert]')) {
    button.hidden = false;
    button.addEventListener('click', () => insert(button.dataset.insert));
  }
}
