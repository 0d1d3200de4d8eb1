"""``python -m bench.train all|pairs|encoder|crossencoder [--without SET,...]``: trains what docqa ships, or the same with some councils left out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.sets import ROOT, WORK, built, invented, present
from bench.train import crossencoder, encoder, pairs
from docqa.config import read_settings
from docqa.search.encoder import open_encoder, trained_weights

_WEIGHTS = ROOT / "src" / "docqa" / "weights"


# Keeps freed memory, which is costly to get back on small virtual machines: a step of training takes 40 % of the time.
_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "17179869184", "MALLOC_TOP_PAD_": "1073741824"}


def main() -> int:
    """Run one step."""
    if not _MEMORY.keys() <= os.environ.keys():
        os.execve(sys.executable, [sys.executable, "-m", "bench.train", *sys.argv[1:]], {**os.environ, **_MEMORY})
    parser = argparse.ArgumentParser(prog="python -m bench.train", description=__doc__)
    parser.add_argument("step", choices=("all", "pairs", "encoder", "crossencoder"), help="all: pairs, then encoder, which is what is shipped")
    parser.add_argument("--without", default="", metavar="SET,...", help="sources to leave out, to measure on papers never seen")
    parser.add_argument("--groups", type=Path, default=WORK / "groups.jsonl", help="what the step pairs wrote")
    parser.add_argument("--out", type=Path, default=_WEIGHTS, help="folder to write to")
    options = parser.parse_args()
    if options.step in ("all", "pairs"):
        sets = [s for s in built([*present(), *invented()]) if s.name != "sample"]  # the sample council stays unseen
        pairs.save_groups([*pairs.indexed_groups(sets), *pairs.other_groups()], options.groups)
        if options.step == "pairs":
            return 0
    groups = pairs.read_groups(options.groups, without=options.without.split(","))
    trainer: encoder.Trainer | crossencoder.Trainer
    if options.step == "crossencoder":
        settings = read_settings()
        trainer = crossencoder.Trainer(crossencoder.windows(groups, open_encoder(settings.model, settings.cache_folder())), trained_weights())
    else:
        trainer = encoder.Trainer(groups)
    target = options.out / ("crossencoder.safetensors" if options.step == "crossencoder" else "encoder.safetensors")
    said(trainer.train(), lambda: trainer.save(target))
    trainer.save(target)
    return 0


_SAVED_EVERY = 150  # steps, so that a run that is cut off leaves something


def said(steps: Iterable[tuple[int, int, float, float]], save: Callable[[], None]) -> None:
    """Tell how training goes, on standard error, and keep what is there from time to time."""
    mean = 0.0
    for step, of, loss, seconds in steps:
        mean = loss if step == 1 else 0.97 * mean + 0.03 * loss
        if step % _SAVED_EVERY == 0:
            save()
        if step % 20 == 0:
            print(f"step {step} of {of}, loss {mean:.3f}, {seconds:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
