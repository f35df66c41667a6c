"""The little of torch that BertViz and CircuitsVis use to write arrays down: NumPy does it."""

import numpy as np

stack = np.stack


class Tensor(np.ndarray):
    def size(self, axis):
        return self.shape[axis]
