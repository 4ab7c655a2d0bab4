"""The words of asking: around a node, from one node to another, and how sure a tie is."""


def of_asking(t, n) -> dict[str, str | dict[str, str]]:
    return _of_ego(t, n) | _of_sureness(t)


def _of_ego(t, n) -> dict[str, str | dict[str, str]]:
    return {
        "ego": t("Around"),
        "steps": t("Steps"),
        "path_to": t("Paths to"),
        "ego_show": t("Only this and what is tied to it"),
        "ego_paths": t("Paths to another"),
        "ego_pick": t("From {name} to which? Click the other, or find it by its name."),
        "ego_stop": t("Look for no path"),
        "ego_leave": t("Show all again"),
        "ego_around": t("{name} and what is tied to it"),
        "ego_between": t("Shortest paths from {name} to {to}"),
        "ego_alone": t("“{name}” is tied to nothing in this view."),
        "ego_apart": t("No path leads from “{name}” to “{to}” in this view."),
        "steps_of": n("{number} step", "{number} steps"),
    }


def _of_sureness(t) -> dict[str, str]:
    return {
        "pale": t("Pale what is not clear"),
        "help_pale": t(
            "Pale are ties with fewer than five independent documents behind them, and those of "
            "which the documents leave open on which side of 0 they are: the interval of 95 % "
            "holds it."
        ),
        "drawn_alike": t(
            "Ties that rest on few documents, or on documents that differ, are drawn like clear "
            "ones."
        ),
        "pale_them": t("Make them pale"),
        "sure_mean": t("mean stance {mean} (95 %: {low} to {high})"),
        "sure_weight": t("95 % of draws of documents: {low} to {high}"),
        "sure_side": t("{documents} behind the end that has fewer"),
        "sure_thin": t("too few to be sure"),
        "sure_open": t("not clear"),
        "sure_working": t("Counting how sure this is"),
    }
