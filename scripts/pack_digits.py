"""Packs scikit-learn's digits.csv.gz (UCI optical digits, test part) into digits.bin.

Usage: python3 scripts/pack_digits.py path/to/sklearn/datasets/data/digits.csv.gz
"""

import gzip
import pathlib
import sys

MAGIC = b"IPD1"


def pack(values, bits):
    """Values of `bits` bits each, least significant bit first, zero bits at the end."""
    number = 0
    for index, value in enumerate(values):
        assert 0 <= value < 1 << bits
        number |= value << (bits * index)
    return number.to_bytes((len(values) * bits + 7) // 8, "little")


def main():
    text = gzip.open(sys.argv[1], "rt").read()
    rows = [[int(float(cell)) for cell in line.split(",")] for line in text.split()]
    assert len(rows) == 1797 and all(len(row) == 65 and max(row[:64]) <= 16 for row in rows)
    pixels = [pixel for row in rows for pixel in row[:64]]
    labels = [row[64] for row in rows]
    target = pathlib.Path(__file__).parent.parent / "assets" / "digits" / "digits.bin"
    target.write_bytes(MAGIC + pack(pixels, 5) + pack(labels, 4))
    print(target, target.stat().st_size, "bytes, sum of pixels", sum(pixels))


main()
