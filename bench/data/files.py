"""Files for the benchmarks of Gail.Data, and what NumPy and h5py take to read them.

    python3 files.py write FOLDER ROWS    big.npz (stored), small.npz (deflated), d4rl.hdf5, of the same data
    python3 files.py read FOLDER ROUNDS   one JSON object: the median seconds for each
"""

import json
import os
import statistics
import sys
import time

import numpy as np

try:
    import h5py
except ImportError:
    h5py = None


def write(folder, rows):
    random = np.random.default_rng(0)
    length = 1000
    starts = np.arange(rows) % length == 0
    arrays = {
        "obs": random.standard_normal((rows, 17), dtype=np.float32),
        "actions": np.tanh(random.standard_normal((rows, 6), dtype=np.float32)),
        "rewards": random.standard_normal(rows, dtype=np.float32),
        "episode_starts": starts,
    }
    np.savez(os.path.join(folder, "big.npz"), **arrays)
    np.savez_compressed(os.path.join(folder, "small.npz"), **arrays)
    if h5py is not None:
        with h5py.File(os.path.join(folder, "d4rl.hdf5"), "w") as file:
            file["observations"] = arrays["obs"]
            file["actions"] = arrays["actions"]
            file["rewards"] = arrays["rewards"]
            file["terminals"] = np.zeros(rows, dtype=bool)
            file["timeouts"] = np.roll(starts, -1)


def load_npz(path):
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def load_hdf5(path):
    with h5py.File(path, "r") as file:
        return {name: file[name][()] for name in file}


def read(folder, rounds):
    answer = {"numpy": np.__version__, "h5py": h5py.__version__ if h5py is not None else None}
    loaders = {"big.npz": load_npz, "small.npz": load_npz}
    if h5py is not None:
        loaders["d4rl.hdf5"] = load_hdf5
    for name, load in loaders.items():
        path = os.path.join(folder, name)
        load(path)
        seconds = []
        for _ in range(rounds):
            start = time.perf_counter()
            arrays = load(path)
            seconds.append(time.perf_counter() - start)
            del arrays
        answer[name] = statistics.median(seconds)
    print(json.dumps(answer))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]))
    else:
        read(sys.argv[2], int(sys.argv[3]))
