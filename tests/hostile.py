"""Strings that try to run as a script wherever they are shown; each would set ``hit``."""

from __future__ import annotations

import networkx as nx

CODE = "globalThis.hit=1"
STRINGS = [
    *(
        f"<{tag}>"
        for tag in (
            f"script>{CODE}</script",
            f"img src=x onerror={CODE}",
            f"svg onload={CODE}",
            f"svg/onload={CODE}",
            f"body onload={CODE}",
            f"iframe src=javascript:{CODE}",
            f"iframe srcdoc='<script>{CODE}</script>'",
            f"a href=javascript:{CODE}",
            f"input autofocus onfocus={CODE}",
            f"details open ontoggle={CODE}",
            f"video><source onerror={CODE}",
            f"audio src=x onerror={CODE}",
            f"marquee onstart={CODE}",
            f"object data=javascript:{CODE}",
            f"embed src=javascript:{CODE}",
            f"form action=javascript:{CODE}><button",
            f"math href=javascript:{CODE}",
            f"style>@import 'javascript:{CODE}'</style",
            "link rel=stylesheet href=x.css",
            "meta http-equiv=refresh content='0;url=x'",
            "base href=//example.org/",
            f"template><script>{CODE}</script></template",
            f"noscript><img src=x onerror={CODE}></noscript",
            f"select onfocus={CODE} autofocus",
        )
    ),
    f"</script><script>{CODE}</script>",
    f"</SCRIPT ><script>{CODE}</script>",
    f"</title><script>{CODE}</script>",
    f"</style><script>{CODE}</script>",
    f"</textarea><script>{CODE}</script>",
    f"--><script>{CODE}</script>",
    f"<!--<script>{CODE}</script>",
    f"]]><script>{CODE}</script>",
    f'"><script>{CODE}</script>',
    f"'><script>{CODE}</script>",
    f'" onmouseover="{CODE}',
    f"' onmouseover='{CODE}",
    f"` onmouseover=`{CODE}",
    f"javascript:{CODE}",
    f"JaVaScRiPt:{CODE}",
    f"java\tscript:{CODE}",
    f"data:text/html,<script>{CODE}</script>",
    f"vbscript:{CODE}",
    f"{{{{{CODE}}}}}",
    f"${{{CODE}}}",
    f"#{{{CODE}}}",
    f"<%= {CODE} %>",
    "{% raw %}",
    f"\\u003cscript\\u003e{CODE}\\u003c/script\\u003e",
    f"&lt;script&gt;{CODE}&lt;/script&gt;",
    f"&#60;script&#62;{CODE}",
    f"%3Cscript%3E{CODE}%3C/script%3E",
    f"<scr\u0000ipt>{CODE}</script>",
    f"<\u202escript>{CODE}</script>",
    "\u2028\u2029",
    "__proto__",
    "constructor",
    "toString",
    "href",
    f"');{CODE};//",
    f'";{CODE};//',
]


def graph() -> tuple[nx.MultiDiGraph, dict, dict]:
    """Everything that a text can bring into a page is one of the strings: projection, documents, commitments."""
    made = nx.MultiDiGraph()
    for name in STRINGS:
        made.add_node(f"urn:{name}", label=name, kind="Official", aliases=[name])
    for n, name in enumerate(STRINGS[1:]):
        made.add_edge(
            f"urn:{STRINGS[0]}",
            f"urn:{name}",
            key=name,
            fact=f"urn:fact:{name}",
            relation=name,
            family="commitment",
            via="dip:committer -",
            factuality="attributed",
            confidence=0.5,
            rule=name,
            date="2020",
            evidence=[(f"urn:{STRINGS[n % 60]}", 0, 12)],
            trigger=None,
        )
    texts = {
        f"urn:{name}": {
            "title": name,
            "date": name,
            "source": name,
            "text": f"{name} {name}",
            "mentions": [(0, 3, f"urn:{name}")],
        }
        for name in STRINGS
    }
    promised = {f"urn:fact:{name}": {"strength": name, "rank": 3, "due": name} for name in STRINGS}
    return made, texts, promised
