"""The picture that a vision transformer reads, and its patches: without a model."""

import base64
from types import SimpleNamespace

import numpy as np
import pytest

from jupyterlab_attention import Attention
from jupyterlab_attention._inputs import named_places
from jupyterlab_attention._patches import MOST, image_of, patches_of, picture_of

RNG = np.random.default_rng(3)


def model(patch_size, **config):
    return SimpleNamespace(config=SimpleNamespace(patch_size=patch_size, **config))


def processor(**said):
    return SimpleNamespace(image_mean=[0.5, 0.4, 0.3], image_std=[0.2, 0.3, 0.4], **said)


def test_which_tokens_are_patches():
    of = {"pixel_values": np.zeros((1, 3, 32, 48))}
    assert patches_of(model(16), of, 7) == (2, 3, 1)
    assert patches_of(model((8, 16)), of, 12) == (4, 3, 0)
    assert patches_of(model(16), of, 5) is None  # fewer places than patches
    assert patches_of(model(16), of, 40) is None  # more than any class token and registers
    assert patches_of(model(64), of, 7) is None
    assert patches_of(model(16), {}, 7) is None
    assert patches_of(model(None), of, 7) is None
    vision = model(None, vision_config=SimpleNamespace(patch_size=16))
    assert patches_of(vision, of, 6) == (2, 3, 0)
    assert named_places(model(16), of, 7).tokens[:3] == ["[CLS]", "r0c0", "r0c1"]


def test_normalisation_is_taken_back_to_the_point():
    points = RNG.integers(0, 256, (20, 30, 3), dtype=np.uint8)
    said = processor()
    pixels = (points / 255 - said.image_mean) / said.image_std
    for read in (pixels, pixels.astype("float32")):
        np.testing.assert_array_equal(picture_of(np.moveaxis(read, -1, 0), said), points)
    scaled = np.moveaxis(points / 255, -1, 0)
    plain = processor(do_normalize=False, do_rescale=True)
    np.testing.assert_array_equal(picture_of(scaled, plain), points)


def test_without_a_processor_the_least_is_black_and_the_most_white():
    pixels = RNG.normal(size=(3, 9, 7))
    picture = picture_of(pixels)
    assert (picture.min(), picture.max()) == (0, 255)
    order = np.argsort(pixels.ravel())
    assert (np.diff(np.moveaxis(picture, -1, 0).ravel()[order].astype(int)) >= 0).all()
    assert picture_of(np.ones((3, 4, 4))).tolist() == np.zeros((4, 4, 3)).tolist()


def test_one_channel_is_grey_and_other_numbers_are_no_picture():
    grey = picture_of(RNG.normal(size=(1, 5, 5)))
    assert grey.shape == (5, 5, 3) and (grey == grey[..., :1]).all()
    assert picture_of(np.zeros((4, 5, 5))) is None
    assert picture_of(np.full((3, 5, 5), np.nan)) is None


@pytest.mark.parametrize(
    ("height", "width"), [(224, 224), (448, 448), (500, 333), (225, 7), (3, 900)]
)
def test_a_large_picture_becomes_means_of_equal_parts(height, width):
    pixels = RNG.random((3, height, width))
    said = processor(do_normalize=False, do_rescale=True)
    picture = picture_of(pixels, said)
    most = max(height, width)
    wanted = [max(1, round(n * min(1, MOST / most))) for n in (height, width)]
    assert list(picture.shape) == [*wanted, 3]
    edges = [np.arange(n + 1) * whole // n for n, whole in zip(wanted, (height, width))]
    for r, c in [(0, 0), (wanted[0] - 1, wanted[1] - 1), (wanted[0] // 2, wanted[1] // 2)]:
        part = pixels[:, edges[0][r] : edges[0][r + 1], edges[1][c] : edges[1][c + 1]]
        np.testing.assert_allclose(picture[r, c], 255 * part.mean((1, 2)), atol=0.51)


def test_it_is_an_image_of_the_format():
    picture = picture_of(RNG.normal(size=(3, 16, 24)))
    image = image_of(picture, 2, 3, 1)
    found = np.frombuffer(base64.b64decode(image["data"]), np.uint8).reshape(image["shape"])
    np.testing.assert_array_equal(found, picture)
    tokens = ["[CLS]", *(f"r{r}c{c}" for r in range(2) for c in range(3))]
    payload = {"format": "attention", "version": 1, "tokens": tokens, "image": image}
    payload["weights"] = np.full((1, 7, 7), 1 / 7).tolist()
    assert Attention.from_dict(payload).to_dict()["image"] == image
    with pytest.raises(ValueError, match="2 × 3 patches from token 2 on, and 7 tokens"):
        Attention.from_dict(payload | {"image": image | {"first": 2}})
