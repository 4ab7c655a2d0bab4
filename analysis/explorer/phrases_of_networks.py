"""The words of the networks that can be shown: their modes, widths, layouts and marks."""


def of_networks(t) -> dict[str, str]:
    return _of_modes(t) | _of_widths(t) | _of_helps(t) | _of_layouts(t) | _of_marks(t)


def _of_modes(t) -> dict[str, str]:
    return {
        "mode": t("Network of"),
        "mode_two-mode": t("actors and sectors"),
        "mode_actors": t("actors"),
        "mode_sectors": t("sectors"),
        "mode_toward": t("actors, toward each other"),
        "network_two-mode": t("Network of actors and sectors"),
        "network_actors": t("Network of actors"),
        "network_sectors": t("Network of sectors"),
        "network_toward": t("Network of who acts toward whom"),
        "matrix_two-mode": t("Actors by sectors"),
        "matrix_actors": t("Actors by actors"),
        "matrix_sectors": t("Sectors by sectors"),
        "matrix_toward": t("Actors by actors"),
    }


def _of_widths(t) -> dict[str, str]:
    return {
        "aggregation_two-mode_ignore": t("number of statements"),
        "aggregation_two-mode_subtract": t("friendly minus strained"),
        "aggregation_toward_ignore": t("number of statements"),
        "aggregation_toward_subtract": t("friendly minus strained"),
        "aggregation_ignore": t("pairs of statements"),
        "aggregation_congruence": t("agreement (congruence)"),
        "aggregation_conflict": t("disagreement (conflict)"),
        "aggregation_subtract": t("agreement minus disagreement (subtract)"),
        "weight_given": t("weight: {number}"),
        "weight_ignore": t("pairs of statements: {number}"),
        "weight_congruence": t("agreement: {number}"),
        "weight_conflict": t("disagreement: {number}"),
        "weight_subtract": t("agreement minus disagreement: {number}"),
        "normalization": t("Weights divided"),
        "normalization_none": t("by nothing"),
        "normalization_average": t("by the mean number of statements"),
        "normalization_jaccard": t("as Jaccard has it"),
        "normalization_cosine": t("as the cosine has it"),
        "threshold": t("Ties from a weight of"),
        "backbone": t("Backbone: ties with p below"),
        "isolates": t("Nodes without ties too"),
    }


def _of_helps(t) -> dict[str, str]:
    return {
        "help_aggregation": t(
            "How wide a tie is drawn. Between actors and sectors: by all its statements, or by how "
            "many more are friendly than strained, or the other way round. Between two of a kind: "
            "by how much they agree, differ, or agree more than they differ, as discourse network "
            "analysis counts congruence, conflict and subtract."
        ),
        "help_normalization": t(
            "Who speaks much agrees and differs much. Divided weights tell how much that is for "
            "what the two say."
        ),
        "help_threshold": t("Lighter ties are left out."),
        "help_backbone": t(
            "Only ties stay that carry more of the weight of an end than an even spread would "
            "(disparity filter). With 1 all stay."
        ),
        "help_camps": t("The two camps that agreement and disagreement make, as colours of nodes."),
        "places": t("A node that is dragged stays where it is put."),
    }


def _of_layouts(t) -> dict[str, str]:
    return {
        "layout": t("Layout"),
        "layout_usual": t("usual"),
        "layout_columns": t("two columns"),
        "layout_force": t("friends near, foes far"),
        "layout_circle": t("circle"),
        "layout_matrix": t("matrix"),
        "size": t("Size of nodes"),
        "size_strength": t("by weight of ties"),
        "size_degree": t("by degree"),
        "size_betweenness": t("by betweenness"),
        "size_eigenvector": t("by eigenvector"),
        "camps": t("Camps as colours"),
        "camp_0": t("first camp"),
        "camp_1": t("second camp"),
    }


def _of_marks(t) -> dict[str, str]:
    return {
        "one_mode_friendly": t("agree"),
        "one_mode_strained": t("differ"),
        "one_mode_neutral": t("speak of the same"),
        "one_mode_mixed": t("mixed"),
        "actors_help_subtract": t(
            "Each statement of one end is compared with each of the other on the same: near "
            "stances count as agreement, distant ones as disagreement. Colour: which is more; "
            "width: by how much."
        ),
        "sectors_help_subtract": t(
            "Each statement on one end is compared with each on the other by the same actor: near "
            "stances count as agreement, distant ones as disagreement. Colour: which is more; "
            "width: by how much."
        ),
        "near_help": t("Who agrees stands near, who differs far apart."),
        "kind_state": t("state"),
        "kind_person": t("person"),
        "kind_body": t("body of a state"),
        "kind_organization": t("organization"),
        "kind_company": t("company"),
        "kind_media": t("media"),
        "kind_group": t("group"),
        "kind_actor": t("actor"),
        "kind_sector": t("sector"),
    }


def of_graph(t, n) -> dict[str, str | dict[str, str]]:
    """Return the words of a graph that is shown as it is: its ties are no statements."""
    return {
        "statements": n("{number} tie", "{number} ties"),
        "network_toward": t("Network"),
        "network_two-mode": t("Network"),
        "mode_toward": t("nodes of the graph"),
        "mode_two-mode": t("nodes of the graph"),
        "matrix_toward": t("Nodes by nodes"),
        "matrix_two-mode": t("Nodes by nodes"),
        "reading": t("Ties"),
        "hint": t("Choose a tie or a node to read what is told of it."),
        "aggregation_toward_ignore": t("weight"),
        "aggregation_two-mode_ignore": t("weight"),
        "those_said": t("those tied most"),
        "kind_actor": t("node"),
        "kind_sector": t("node of the other side"),
    }
