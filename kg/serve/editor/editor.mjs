// The SPARQL editor: CodeMirror 6 with highlighting, completion of prefixes and terms, and marks at errors.
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { sparql } from '@codemirror/legacy-modes/mode/sparql';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, drawSelection, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.keyword, class: 'sparql-keyword' },
  { tag: [tags.atom, tags.namespace], class: 'sparql-iri' },
  { tag: [tags.local(tags.variableName), tags.variableName], class: 'sparql-variable' },
  { tag: tags.string, class: 'sparql-text' },
  { tag: tags.comment, class: 'sparql-comment' },
  { tag: [tags.number, tags.bool], class: 'sparql-number' },
]);

const mark = StateEffect.define();
const marks = StateField.define({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(mark)) return effect.value;
    return transaction.docChanged ? Decoration.none : shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Puts an editor into `parent`; `words` is a list of {label, detail, type} to complete, `run` is called on Ctrl-Enter. */
export function create({ parent, text, label, nonce, words, run, changed }) {
  const complete = (context) => {
    const word = context.matchBefore(/[\w.-]*:?[\w.-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    return { from: word.from, options: words, validFor: /^[\w.-]*:?[\w.-]*$/ };
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lineNumbers(), history(), drawSelection(), bracketMatching(), marks, placeholder('SELECT …'),
        StreamLanguage.define(sparql), syntaxHighlighting(colours),
        autocompletion({ override: [complete], icons: false }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.updateListener.of((update) => update.docChanged && changed?.()),
        keymap.of([
          { key: 'Mod-Enter', run: () => (run(), true) },
          { key: 'Escape', run: ({ contentDOM }) => (contentDOM.blur(), true) },
          ...completionKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
      ],
    }),
  });
  return {
    get text() { return view.state.doc.toString(); },
    set text(value) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }); },
    focus() { view.focus(); },
    /** Underlines what stands at a line and column, both counted from 1. */
    point(line, column) {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      const from = Math.max(at.from, Math.min(at.from + column - 1, at.to - 1));
      const to = Math.max(from, at.to);
      const shown = from < to ? Decoration.set([Decoration.mark({ class: 'sparql-error' }).range(from, to)]) : Decoration.none;
      view.dispatch({ effects: mark.of(shown), selection: { anchor: from }, scrollIntoView: true });
    },
  };
}
