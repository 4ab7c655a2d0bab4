"""Small REFI-QDA projects, written for a test: codes as a tree, passages with their codes."""

import zipfile
from xml.sax.saxutils import quoteattr

TREE = {"Actors": ["A", "B"], "Concepts": ["oil", "gas"], "Stance": ["for", "against"]}


def codes(tree=TREE, top=""):
    """Return the codes of a tree, whose ids are their names."""
    return "".join(
        f'<Code guid="{name}" name={quoteattr(name)} isCodable="true">'
        + "".join(
            codes(each) if isinstance(each, dict) else codes({each: []})
            for each in (below if isinstance(below, list) else [below])
        )
        + "</Code>"
        for name, below in tree.items()
    )


def text(start, end, *names, user="", ident=""):
    """Return a passage of text with its codes."""
    place = f'startPosition="{start}" endPosition="{end}"'
    return f'<PlainTextSelection guid="{ident}" {place}>{codings(names, user)}</PlainTextSelection>'


def codings(names, user=""):
    who = f' creatingUser="{user}"' if user else ""
    return "".join(f'<Coding{who}><CodeRef targetGUID="{name}"/></Coding>' for name in names)


def source(name, *passages, kind="TextSource"):
    return f"<{kind} guid={quoteattr(name)} name={quoteattr(name)}>{''.join(passages)}</{kind}>"


def project_file(folder, *sources, tree=TREE, more="", name="debate.qdpx", entry="project.qde"):
    """Write a project; `more` stands between the codes and the sources."""
    content = (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="p">'
        '<Users><User guid="{U1}" name="Ida"/><User guid="{U2}" name="Bo"/></Users>'
        f"<CodeBook><Codes>{codes(tree)}</Codes></CodeBook>{more}"
        f"<Sources>{''.join(sources)}</Sources></Project>"
    )
    return archive(folder, {entry: content}, name)


def archive(folder, members, name="debate.qdpx", compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(folder / name, "w", compression) as file:
        for member, content in members.items():
            file.writestr(member, content)
    return folder / name
