"""``python -m bench.train all|pairs|encoder|reader [--without SET,...]``: trains what docqa ships, or the same with some councils left out."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.sets import LATE, NEVER_LEARNT, ROOT, WORK, built, invented, present
from bench.train import encoder, pairs, reader
from docqa.config import read_settings
from docqa.search.encoder import open_encoder

_WEIGHTS = ROOT / "src" / "docqa" / "weights"


# Keeps freed memory, which is costly to get back on small virtual machines: a step of training takes 40 % of the time.
_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "17179869184", "MALLOC_TOP_PAD_": "1073741824"}


def main() -> int:
    """Run one step."""
    if not _MEMORY.keys() <= os.environ.keys():
        os.execve(sys.executable, [sys.executable, "-m", "bench.train", *sys.argv[1:]], {**os.environ, **_MEMORY})
    parser = argparse.ArgumentParser(prog="python -m bench.train", description=__doc__)
    parser.add_argument("step", choices=("all", "pairs", "encoder", "reader"), help="all: pairs, the encoder's first stage, the reader, the rankings of bench.fit, the encoder's second stage")
    parser.add_argument("--without", default="", metavar="SET,...", help="sources to leave out, to measure on papers never seen")
    parser.add_argument("--groups", type=Path, default=WORK / "groups.jsonl", help="what the step pairs wrote")
    parser.add_argument("--out", type=Path, default=_WEIGHTS, help="folder to write to")
    parser.add_argument("--stage", type=int, choices=(1, 2), help="of the encoder: only this stage; the second goes on from what stands in --out")
    options = parser.parse_args()
    if options.step in ("all", "pairs"):
        sets = [s for s in built([*present(), *invented()]) if s.name not in NEVER_LEARNT]
        pairs.save_groups([*pairs.indexed_groups(sets), *pairs.other_groups()], options.groups)
        if options.step == "pairs":
            return 0
    groups = pairs.read_groups(options.groups, without=options.without.split(","))
    target = options.out / "encoder.safetensors"
    if options.step == "reader":
        return _read(groups, target, options.out)
    if options.stage != 2:
        first = encoder.Trainer([g for g in groups if g.source not in LATE])
        _run(first.train(0), lambda: first.save(target))
    if options.step == "all":  # with an encoder and a reader that know none of their councils
        _read(groups, target, options.out)
        subprocess.run([sys.executable, "-m", "bench.fit"], check=True)
    if options.stage != 1:
        second = encoder.Trainer(groups, target)
        _run(second.train(1), lambda: second.save(target))
    return 0


def _read(groups: Sequence[pairs.Group], encoder_layers: Path, out: Path) -> int:
    """Train the reader from the encoder's first stage, on what that stage has seen."""
    settings = read_settings()
    made = reader.examples([g for g in groups if g.source not in LATE], open_encoder(settings.model, settings.cache_folder()))
    trainer = reader.Trainer(made, encoder_layers)
    _run(trainer.train(), lambda: trainer.save(out / "reader.safetensors"))
    return 0


_SAVED_EVERY = 150  # steps, so that a run that is cut off leaves something


def _run(steps: Iterable[tuple[int, int, float, float]], save: Callable[[], None]) -> None:
    """Train; tell how it goes, on standard error, and keep what is there from time to time and at the end."""
    mean = 0.0
    for step, of, loss, seconds in steps:
        mean = loss if step == 1 else 0.97 * mean + 0.03 * loss
        if step % _SAVED_EVERY == 0:
            save()
        if step % 20 == 0:
            print(f"step {step} of {of}, loss {mean:.3f}, {seconds:.0f} s", file=sys.stderr, flush=True)
    save()


if __name__ == "__main__":
    sys.exit(main())
