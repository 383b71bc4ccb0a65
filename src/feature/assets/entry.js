// Forms of the office: dots in numbers while typing, drafts kept by themselves, photos made small before
// they go through a weak network, the keyboard in tables. Everything works without it, only slower.
'use strict';
{
  // ---- numbers: 3300000 is 3.300.000 while it is typed; whatever is no plain number stays as it is ----

  const dotted = (digits) => digits.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, '.');

  const dotField = (field) => {
    const plain = field.value.replace(/[.\s]/g, '');
    if (!/^\d+$/.test(plain)) return;
    const behind = field.value.slice(field.selectionStart).replace(/\D/g, '').length; // digits after the caret
    field.value = dotted(plain);
    let at = field.value.length;
    for (let left = behind; left > 0 && at > 0; ) if (/\d/.test(field.value[--at])) left -= 1;
    if (document.activeElement === field) field.setSelectionRange(at, at);
  };

  document.addEventListener('input', (event) => {
    if (event.target.dataset?.so) dotField(event.target);
  });
  for (const field of document.querySelectorAll('input[data-so]')) if (field.value) dotField(field);

  // ---- photos: at most 2,000 pixels, about half a megabyte ----

  const SIDE = 2000;
  const SMALL_BYTES = 700_000;

  const shrink = async (file) => {
    if (!file.type.startsWith('image/') || file.size <= SMALL_BYTES) return file;
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    return blob && blob.size < file.size ? new File([blob], 'anh.jpg', { type: 'image/jpeg' }) : file;
  };

  let shrinking = Promise.resolve();
  const shrinkAll = async (input) => {
    try {
      const files = await Promise.all([...input.files].map(shrink));
      const list = new DataTransfer();
      for (const file of files) list.items.add(file);
      input.files = list.files;
    } catch {
      // a browser that cannot, or a picture it does not know: the whole file goes, the server makes it small
    }
  };
  for (const input of document.querySelectorAll('input[type=file][accept^="image/"]'))
    input.addEventListener('change', () => {
      shrinking = shrinkAll(input);
    });

  // ---- drafts: kept a moment after the last key, never two ----

  const PAUSE_MS = 3000;
  const PATIENCE_MS = 8000;

  const keepForm = (form) => {
    const told = form.querySelector('[data-kept]');
    let timer;
    let saving; // the request under way
    let isStopped = false; // somebody else has changed the draft, or it was handed in: only people decide now

    const hidden = (name, value) => {
      let field = form.querySelector(`input[type=hidden][name="${name}"]`);
      if (!field) {
        field = document.createElement('input');
        field.type = 'hidden';
        field.name = name;
        form.append(field);
      }
      field.value = value;
    };

    const keep = async () => {
      const data = new FormData(form);
      for (const [name, value] of [...data.entries()])
        if (value instanceof File || name.startsWith('boanh-')) data.delete(name); // decided when somebody sends
      data.set('viec', form.dataset.keep);
      try {
        const signal = AbortSignal.timeout?.(PATIENCE_MS);
        const answer = await fetch(form.action, { method: 'POST', body: data, redirect: 'error', signal });
        isStopped = !answer.ok && answer.status < 500;
        if (!answer.ok) throw new Error(String(answer.status));
        const { nhap, phien_ban } = await answer.json();
        hidden('nhap', nhap);
        hidden('phien_ban', phien_ban);
        told.textContent = told.dataset.kept;
      } catch {
        told.textContent = told.dataset.lost;
      }
    };

    form.addEventListener('input', (event) => {
      if (event.target.type === 'file' || isStopped) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        saving = (saving ?? Promise.resolve()).then(keep);
      }, PAUSE_MS);
    });

    // Sending waits for what is under way: else the form would meet its own newer version.
    let isReady = false;
    form.addEventListener('submit', (event) => {
      clearTimeout(timer);
      if (isReady || !form.requestSubmit) return;
      event.preventDefault();
      const { submitter } = event;
      const send = () => {
        isReady = true;
        form.requestSubmit(submitter);
      };
      Promise.allSettled([saving, shrinking]).then(() => setTimeout(send)); // not within this very event
    });
    addEventListener('pageshow', () => {
      isReady = false; // back again: the next sending waits as well
    });
  };
  for (const form of document.querySelectorAll('form[data-keep="giu"]')) keepForm(form);

  // ---- tables: Enter and arrows go to the neighbour ----

  const neighbour = (cell, across, down) => {
    const place = cell.closest('td');
    const row = place.parentElement;
    const rows = [...row.parentElement.rows];
    const next = rows[rows.indexOf(row) + down]?.cells[place.cellIndex + across];
    return next?.querySelector('input, select');
  };

  const atEdge = (cell, side) =>
    cell.tagName === 'SELECT' ? false : side < 0 ? cell.selectionEnd === 0 : cell.selectionStart === cell.value.length;

  document.addEventListener('keydown', (event) => {
    const cell = event.target;
    if (!cell.closest?.('table[data-grid]') || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const isChoice = cell.tagName === 'SELECT';
    const steps = { Enter: [0, event.shiftKey ? -1 : 1] };
    if (!isChoice) Object.assign(steps, { ArrowDown: [0, 1], ArrowUp: [0, -1] });
    if (atEdge(cell, -1)) steps.ArrowLeft = [-1, 0];
    if (atEdge(cell, 1)) steps.ArrowRight = [1, 0];
    const step = steps[event.key];
    if (!step) return;
    if (event.key === 'Enter') event.preventDefault(); // the form is sent by its buttons only
    const next = neighbour(cell, ...step);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select?.();
  });
}
