import threading

import pytest

from analysis.errors import InputError
from analysis.files.lock import locked


def test_a_lock_is_had_by_one_at_a_time_and_leaves_nothing(tmp_path):
    path, inside, most = tmp_path / "a.csv", [], []

    def hold():
        for _ in range(20):
            with locked(path):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=hold) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1 and len(most) == 80
    assert not list(tmp_path.iterdir())


def test_one_who_waits_too_long_is_told(tmp_path):
    told = r"^a\.csv: another program has been writing it for 0\.05 s; expected it free; try again$"
    path = tmp_path / "a.csv"
    with locked(path), pytest.raises(InputError, match=told), locked(path, patience=0.05):
        pass
    with locked(tmp_path / "a.csv", patience=0.05):
        assert True


def test_an_error_inside_lets_go(tmp_path):
    with pytest.raises(KeyError), locked(tmp_path / "a.csv"):
        raise KeyError
    with locked(tmp_path / "a.csv", patience=0.05):
        assert list(tmp_path.iterdir())
