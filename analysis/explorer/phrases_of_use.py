"""The words of moving in time, finding, saving and sharing."""


def of_time(t, n) -> dict[str, str | dict[str, str]]:
    return {
        "years": t("Statements by year"),
        "years_of_all": t("Bars count the statements behind the ties of all years."),
        "turns_dotted": t("Dotted: a new phase begins."),
        "only_year": t("Only {year}"),
        "year_before": t("Back by a year"),
        "year_after": t("On by a year"),
        "play": t("Play year by year"),
        "all_years": t("all years"),
        "span_begins": t("First year shown"),
        "span_wide": t("Years shown at once"),
        "span_years": n("{number} year", "{number} years"),
        "by_month": t("Statements by month"),
        "by_quarter": t("Statements by quarter"),
        "span_month": t("1 month"),
        "span_quarter": t("1 quarter"),
        "span_phase": t("1 phase"),
        "span_before": t("Back"),
        "span_after": t("On"),
        "quarter_of": t("Q{number} {year}"),
        "turn": t("A new phase begins: {name}"),
        "then_since": t("Then from"),
        "then_until": t("Then to"),
        "help_then_since": t(
            "The first day of a second period, which is drawn beside the first with its nodes in "
            "the same places."
        ),
        "changes": t("What changed"),
        "no_change": t("Nothing changed."),
        "more_changes": t("and {number} more"),
        "change_new": t("new ({number})"),
        "change_gone": t("gone ({number})"),
        "change_turned": t("from {from} to {to} ({number})"),
        "change_weight": "{number}",
    }


def of_finding(t) -> dict[str, str]:
    return {
        "find": t("Find a name, a word, a document"),
        "found_names": t("Names"),
        "found_statements": t("Statements"),
        "found_documents": t("Documents"),
        "found_all": t("All statements with “{sought}” ({number})"),
        "found_word": t("“{sought}”"),
        "found_more": t("and {number} more: type more of it"),
        "found_none": t("Nothing in this view."),
    }


def of_saving(t) -> dict[str, str]:
    return {
        "save": t("Save the view"),
        "save_and_open": t("Save and reopen"),
        "save_name": t("Name"),
        "target": t("Figure for"),
        "target_": t("a report (183 mm)"),
        "target_slide": t("a slide"),
        "target_web": t("a web page"),
        "save_figure": t("Figure"),
        "save_parameters": t("Parameters"),
        "save_statements": t("Statements (CSV)"),
        "save_network": t("Network (GEXF)"),
        "save_view": t("Keep with the study"),
        "saving": t("Saving"),
        "written": t("Saved in {folder}: {files}."),
        "taken": t("Already there: {files}."),
        "replace": t("Replace"),
        "save_as": t("Save as {name}"),
    }


def of_sharing(t) -> dict[str, str]:
    return {
        "undo": t("Undo"),
        "redo": t("Redo"),
        "views": t("Views kept"),
        "help_views": t("Views of this study that were kept by name; each opens by a click."),
        "no_views": t("None yet."),
        "view_rename": t("Rename {name}"),
        "view_called": t("New name of {name}"),
        "view_remove": t("Delete {name}"),
        "view_removing": t("Delete “{name}” for good? Its file leaves the folder of the study."),
        "view_removed": t("Deleted: {name}."),
        "view_renamed": t("{name} is now called {new}."),
        "rename": t("Rename"),
        "remove": t("Delete"),
        "leave": t("Leave it as it is"),
        "share": t("Download picture, copy link"),
        "help_share": t("This view as a picture in a file, or as a link that opens it again."),
        "share_picture": t("Download picture"),
        "help_share_picture": t("This view as a picture in a file."),
        "share_png": t("Picture (PNG)"),
        "help_share_png": t("For slides, documents and messages"),
        "share_svg": t("Drawing (SVG)"),
        "help_share_svg": t("Stays sharp at any size, and can be edited"),
        "share_address": t("Copy link to this view"),
        "share_copied": t("Copied."),
        "no_such_view": t("The address names no view of this page ({name}): the whole is shown."),
    }
