// The query page: a question or a query of one's own, its answer as a table or as a graph.
'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const setup = JSON.parse($('setup').textContent);
  const form = $('query-form');
  const PORTION = 500; // rows shown at once
  const NUMBERS = /#(integer|decimal|double|float|nonNegativeInteger|int|long)$/;
  let editor = null;
  let running = null;

  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };

  // A named question stays one as long as its text is not changed; then it can be narrowed.
  const chosen = () => {
    const name = $('question').value;
    return name && editor.text === setup.questions[name].sparql ? name : '';
  };
  const narrowed = () => [...$('parameters').querySelectorAll('input')].filter((i) => i.value.trim()).map((i) => [i.name, i.value.trim()]);
  const asked = () => {
    const name = chosen();
    return name ? { path: `/questions/${encodeURIComponent(name)}`, fields: narrowed() } : { path: '/sparql', fields: [['query', editor.text]] };
  };
  const address = (form) => {
    const { path, fields } = asked();
    return `${path}?${new URLSearchParams([...fields, ['format', form]])}`;
  };

  const offer = (given = {}) => {
    const name = chosen();
    const parameters = name ? setup.questions[name].parameters : [];
    const box = $('parameters');
    box.replaceChildren(box.querySelector('legend'));
    for (const { name: key, kind, meaning } of parameters) {
      const input = element('input', { name: key, value: given[key] ?? '', placeholder: kind, autocomplete: 'off', title: meaning });
      if (kind === 'date') input.type = 'date';
      box.append(element('label', {}, `${key}: ${meaning}`, input));
    }
    box.hidden = !parameters.length;
  };

  const short = (iri) => {
    let best = '';
    let shown = iri;
    for (const [prefix, space] of Object.entries(setup.prefixes)) {
      const rest = iri.slice(space.length);
      if (iri.startsWith(space) && space.length > best.length && rest && !/[/#?]/.test(rest)) [best, shown] = [space, `${prefix}:${rest}`];
    }
    return shown;
  };
  const href = (iri) => {
    if (iri.startsWith(setup.base)) return `/${iri.slice(setup.base.length)}`;
    return /^https?:\/\//.test(iri) ? iri : '';
  };
  const cell = (term) => {
    if (!term) return element('td');
    if (term.type === 'uri') {
      const where = href(term.value);
      return element('td', {}, where ? element('a', { href: where, rel: 'noopener noreferrer' }, short(term.value)) : term.value);
    }
    const shown = element('td', {}, term.type === 'triple' ? JSON.stringify(term.value) : term.value);
    if (NUMBERS.test(term.datatype ?? '')) shown.className = 'number';
    return shown;
  };

  const table = (vars, rows) => {
    const body = element('tbody');
    const more = element('button', { type: 'button' });
    let shown = 0;
    const add = () => {
      body.append(...rows.slice(shown, shown + PORTION).map((row) => element('tr', {}, ...vars.map((v) => cell(row[v])))));
      shown = Math.min(rows.length, shown + PORTION);
      more.hidden = shown >= rows.length;
      more.textContent = `Show more (${(rows.length - shown).toLocaleString('en')})`;
    };
    more.addEventListener('click', add);
    const head = element('thead', {}, element('tr', {}, ...vars.map((v) => element('th', { scope: 'col' }, v))));
    add();
    $('as-table').replaceChildren(element('table', {}, head, body), more);
  };

  const tell = (text, wrong = false) => {
    $('told').textContent = text;
    $('told').className = wrong ? 'wrong' : '';
  };

  const fail = (line) => {
    tell(line, true);
    $('result').hidden = true;
    const place = /line (\d+), column (\d+)/.exec(line);
    if (place) editor.point(Number(place[1]), Number(place[2]));
  };

  const choose = (which) => {
    for (const name of ['table', 'graph']) {
      const here = name === which;
      $(`tab-${name}`).setAttribute('aria-selected', here);
      $(`tab-${name}`).tabIndex = here ? 0 : -1;
      $(`as-${name}`).hidden = !here;
    }
    if (which === 'graph' && !$('as-graph').firstChild) {
      const { path, fields } = asked();
      const kept = path === '/sparql' ? fields : [['question', chosen()], ...fields];
      $('as-graph').append(element('iframe', { title: 'The result as a graph', src: `/view?${new URLSearchParams(kept)}` }));
    }
  };

  const show = (kind, text, took, cut) => {
    const graph = kind.startsWith('text/turtle');
    const found = graph ? null : JSON.parse(text);
    const truth = !graph && 'boolean' in found;
    for (const name of ['csv', 'tsv', 'json', 'xml', 'turtle', 'jsonld']) {
      const link = $(`save-${name}`);
      link.hidden = graph !== ['turtle', 'jsonld'].includes(name);
      link.href = address(name);
    }
    $('tab-table').textContent = graph ? 'Turtle' : 'Table';
    $('tab-graph').hidden = truth;
    $('as-graph').replaceChildren();
    $('result').hidden = false;
    choose('table');
    const limit = cut ? ', cut at the limit' : '';
    if (graph) {
      $('as-table').replaceChildren(element('pre', {}, text));
      tell(`A graph, in ${took} s${limit}`);
    } else if (truth) {
      $('as-table').replaceChildren(element('p', { className: 'truth' }, found.boolean ? 'Yes' : 'No'));
      tell(`Answered in ${took} s`);
    } else {
      const rows = found.results.bindings;
      table(found.head.vars, rows);
      tell(`${rows.length.toLocaleString('en')} row${rows.length === 1 ? '' : 's'} in ${took} s${limit}`);
    }
  };

  const run = async () => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const started = performance.now();
    tell('Running …');
    $('stop').hidden = false;
    try {
      const { path, fields } = asked();
      const own = path === '/sparql';
      const response = await fetch(own ? path : `${path}?${new URLSearchParams(fields)}`, {
        method: own ? 'POST' : 'GET',
        body: own ? new URLSearchParams(fields) : undefined,
        headers: { Accept: 'application/sparql-results+json, text/turtle' },
        signal: mine.signal,
      });
      const text = await response.text();
      if (!response.ok) fail(text.trim());
      else {
        const cut = response.headers.get('x-result-cut') || !response.headers.get('content-length') && text.split('\n').length > Number(response.headers.get('x-result-limit'));
        show(response.headers.get('content-type'), text, ((performance.now() - started) / 1000).toFixed(2), cut);
      }
    } catch (error) {
      if (running === mine) fail(error.name === 'AbortError' ? 'Stopped' : 'The answer broke off: the query took too long, or the server ended');
    } finally {
      if (running === mine) $('stop').hidden = true;
    }
  };

  const share = async () => {
    const name = chosen();
    const fields = name ? [['question', name], ...narrowed()] : [['query', editor.text]];
    const link = `${location.origin}/query?${new URLSearchParams(fields)}`;
    history.replaceState(null, '', link);
    try {
      await navigator.clipboard.writeText(link);
      tell('The link is copied');
    } catch {
      tell('The link is in the address bar');
    }
  };

  const begin = () => {
    const textarea = $('sparql');
    const given = Object.fromEntries(new URLSearchParams(location.search));
    const first = 'SELECT ?name ?office WHERE {\n  ?tenure a dip:Tenure ; org:member/foaf:name ?name ; dip:office/rdfs:label ?office .\n}\nORDER BY ?name\nLIMIT 100';
    const picked = setup.questions[$('question').value];
    const text = picked ? picked.sparql : textarea.value || first;
    const words = [
      ...Object.entries(setup.prefixes).map(([prefix, space]) => ({ label: `${prefix}:`, detail: space, type: 'namespace' })),
      ...setup.terms.map((label) => ({ label, type: 'type' })),
      ...'SELECT DISTINCT WHERE OPTIONAL FILTER UNION ORDER GROUP BY LIMIT CONSTRUCT DESCRIBE ASK GRAPH VALUES BIND COUNT CONTAINS LCASE'.split(' ').map((label) => ({ label, type: 'keyword' })),
    ];
    editor = KgEditor.create({ parent: $('editor'), text, label: 'SPARQL', nonce: form.dataset.nonce, words, run, changed: () => editor && offer(given) });
    textarea.hidden = true;
    textarea.disabled = true;
    offer(given);
    $('question').addEventListener('change', () => {
      const question = setup.questions[$('question').value];
      editor.text = question ? question.sparql : first;
      offer();
      tell('');
    });
    form.addEventListener('submit', (event) => { event.preventDefault(); run(); });
    $('stop').addEventListener('click', () => running?.abort());
    $('share').addEventListener('click', share);
    for (const name of ['table', 'graph']) $(`tab-${name}`).addEventListener('click', () => choose(name));
    document.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
      if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
      const other = $('tab-table').ariaSelected === 'true' ? 'graph' : 'table';
      choose(other);
      $(`tab-${other}`).focus();
    });
    for (const button of document.querySelectorAll('.prefix')) {
      button.addEventListener('click', () => {
        const { prefix } = button.dataset;
        editor.text = `PREFIX ${prefix}: <${setup.prefixes[prefix]}>\n${editor.text}`;
        editor.focus();
      });
    }
    if (picked || given.query) run();
  };
  begin();
})();
