"""The picture that a vision transformer reads, and which of its tokens are its patches."""

import base64

MOST = 224  # points along a side of what is kept
_FEW = 16  # places besides the patches of a picture, such as a class token and registers


def patches_of(model, arguments, count):
    """Rows and columns of the patches of a picture among so many places, and how many places come before them.

    Returns
    -------
    tuple of int or None
        ``(rows, columns, before)``; None where the places are no patches.
    """
    grid = _grid_of(model, arguments)
    if grid is None or not all(grid):
        return None
    rows, columns = grid
    before = count - rows * columns
    return (rows, columns, before) if 0 <= before <= _FEW else None


def picture_of(pixels, processor=None):
    """What a model was given to see, as bytes: without the normalisation of its processor.

    Parameters
    ----------
    pixels : numpy.ndarray
        [3 or 1, height, width], as the model reads them: resized, cropped and normalised, so that
        patches are where they are drawn.
    processor : image processor, optional
        Says by ``image_mean`` and ``image_std`` how they were normalised. Without one the least of
        all numbers is black and the largest white.

    Returns
    -------
    numpy.ndarray or None
        uint8 [height, width, 3], at most `MOST` along a side: means of equal parts of the picture.
        None where there are other channels.
    """
    import numpy as np

    if len(pixels) not in (1, 3) or not np.isfinite(pixels).all():
        return None
    pixels = np.asarray(pixels, np.float64)
    mean, std = (getattr(processor, name, None) for name in ("image_mean", "image_std"))
    if mean is not None and std is not None and getattr(processor, "do_normalize", True):
        shares = pixels * np.reshape(std, (-1, 1, 1)) + np.reshape(mean, (-1, 1, 1))
    elif processor is not None and getattr(processor, "do_rescale", False):
        shares = pixels
    else:
        least, most = pixels.min(), pixels.max()
        shares = (pixels - least) / (most - least or 1)
    points = np.moveaxis(_smaller(np, shares), 0, -1)
    points = np.repeat(points, 3 // points.shape[-1], axis=-1)
    return np.rint(255 * np.clip(points, 0, 1)).astype(np.uint8)


def image_of(picture, rows, columns, before):
    """A picture and its patches as the format says them."""
    return {
        "dtype": "uint8",
        "shape": list(picture.shape),
        "data": base64.b64encode(picture.tobytes()).decode("ascii"),
        "rows": rows,
        "columns": columns,
        "first": before,
    }


def _smaller(np, shares):
    """[channels, height, width] → the same, at most `MOST` points along a side, each the mean of its part."""
    size = shares.shape[1:]
    for axis, length in enumerate(size, 1):
        wanted = max(1, round(length * min(1, MOST / max(size))))
        shares = _means(np, shares, np.arange(wanted) * length // wanted, axis)
    return shares


def _means(np, shares, starts, axis):
    counts = np.diff(np.append(starts, shares.shape[axis]))
    return np.add.reduceat(shares, starts, axis) / np.expand_dims(counts, [0, 3 - axis])


def _grid_of(model, arguments):
    """Rows and columns of the patches of a picture."""
    pixels = arguments.get("pixel_values")
    config = model.config
    size = getattr(config, "patch_size", None)
    if size is None:
        size = getattr(getattr(config, "vision_config", None), "patch_size", None)
    if pixels is None or pixels.ndim != 4 or size is None:
        return None
    height, width = size if isinstance(size, (list, tuple)) else (size, size)
    return pixels.shape[-2] // height, pixels.shape[-1] // width
