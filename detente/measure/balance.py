"""How balanced a network of friends and foes is: by its triangles, by all its walks, and by what stands in the way.

A network is a symmetric matrix of ties: above 0 a friend, below 0 a foe, 0 where there is none; the diagonal is not
read. It is balanced if it falls into two camps with friends within and foes across (Cartwright & Harary 1956).
The three measures differ where it is not: triangles see the nearest only, walks see all with the near weighing
more, frustration counts the ties that would have to go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

EXACT = 18
"""Size of a connected part up to which all its partitions are tried."""
STARTS = 50
_CHUNK = 1 << 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Frustration:
    """The weight of ties that stand in the way of two camps: friends across, foes within.

    `weight` is that of `camps`, the best found; no two camps have less than `at_least`. Where `exact` the two are the
    same. `total` is the weight of all ties, and `balance` is 1 where nothing stands in the way, 0 at worst. `camps`
    holds positions in the matrix; other camps may do as well, and parts that are not joined are placed at will.
    """

    weight: float
    at_least: float
    total: float
    exact: bool
    camps: tuple[tuple[int, ...], tuple[int, ...]]

    @property
    def balance(self) -> float:
        """1 - 2 weight / total: at most half of all ties ever stand in the way."""
        return 1 - 2 * self.weight / self.total


def share_balanced(ties: ArrayLike) -> float:
    """The share of triangles whose product of signs is positive, 0 to 1; weights are not read, only signs.

    Raises:
        NotEnoughData: no three are all joined.
        ValueError: the matrix is not square, symmetric and finite.

    Reference: Heider 1946; Cartwright & Harary 1956 Psychological Review 63:277-293; Aref & Wilson 2018 J Complex
    Networks 6:566-595 (T(G), by traces).
    Check: enumeration of triangles; known networks; order of states and change of camp do not matter.
    """
    import numpy as np

    signs = np.sign(_checked(ties))
    closed = float(np.trace(np.linalg.matrix_power(np.abs(signs), 3)))
    if not closed:
        raise NotEnoughData("no three states are all joined", mend="take more states or a longer time")
    return (closed + float(np.trace(np.linalg.matrix_power(signs, 3)))) / (2 * closed)


def walk_balance(ties: ArrayLike, *, strength: float = 1.0) -> float:
    """Closed walks with their signs as a share of all closed walks, above 0 to 1: trace e^(bA) / trace e^(b|A|).

    Args:
        ties: the matrix; weights are read, so bring them to a common scale first.
        strength: b: the greater, the more long walks weigh.

    1 where balanced. In large or heavy networks it falls quickly towards 0, so compare like with like. A network
    without ties is balanced.

    Raises:
        ValueError: the matrix is not square, symmetric and finite, or strength is not above 0.

    Reference: Estrada & Benzi 2014 Phys Rev E 90:042802; Estrada 2019 Discrete Applied Mathematics 268:70-90.
    Check: the matrix exponential of scipy; the closed form of the triangle of foes.
    """
    import numpy as np
    from scipy.special import logsumexp

    matrix = _checked(ties)
    if not strength > 0:
        raise ValueError("the strength of a walk is above 0")
    signed, absolute = (logsumexp(strength * np.linalg.eigvalsh(one)) for one in (matrix, np.abs(matrix)))
    return min(1.0, float(np.exp(signed - absolute)))


def find_frustration(ties: ArrayLike, *, exact_up_to: int = EXACT) -> Frustration:
    """The least weight of ties that stand in the way of two camps; with signs for ties, their number.

    Args:
        ties: the matrix; use its signs to count ties.
        exact_up_to: size of a connected part up to which all partitions are tried. Larger ones are searched from the
            leading eigenvector and 50 seeded starts: then `weight` is a bound from above, and `at_least` the one
            that the greatest eigenvalue gives from below.

    Raises:
        NotEnoughData: a network without ties.
        ValueError: the matrix is not square, symmetric and finite.

    Reference: Harary 1959 Behavioral Science 4:316-323 (line index of balance); Aref & Wilson 2018 J Complex Networks
    6:566-595, and 2019 J Complex Networks 7:163-189 (exact computation).
    Check: enumeration of all partitions; all foes (known for every size); search against trial of all.
    """
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    matrix = _checked(ties)
    if not matrix.any():
        raise NotEnoughData("no two states are joined", mend="take more states or a longer time")
    parts, part_of = connected_components(matrix != 0, directed=False)
    spins = np.ones(len(matrix))
    least, exact = 0.0, True
    for part in range(parts):
        members = np.flatnonzero(part_of == part)
        inner = matrix[np.ix_(members, members)]
        small = len(members) <= exact_up_to
        spins[members] = _try_all(inner) if small else _search(inner)
        least += _against(inner, spins[members]) if small else _bound(inner)
        exact = exact and small
    weight = _against(matrix, spins)
    return Frustration(
        weight=weight,
        at_least=weight if exact else min(least, weight),
        total=float(np.abs(matrix).sum() / 2),
        exact=exact,
        camps=(tuple(map(int, np.flatnonzero(spins > 0))), tuple(map(int, np.flatnonzero(spins < 0)))),
    )


def _checked(ties: ArrayLike) -> Floats:
    import numpy as np

    matrix = np.array(ties, float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError("a matrix of ties is square")
    np.fill_diagonal(matrix, 0)
    if not np.isfinite(matrix).all() or not np.allclose(matrix, matrix.T):
        raise ValueError("a matrix of ties is symmetric and finite")
    both: Floats = (matrix + matrix.T) / 2
    return both


def _against(matrix: Floats, spins: Floats) -> float:
    """The weight of ties that a partition has against it."""
    import numpy as np

    against = matrix * np.outer(spins, spins)
    return float(-against[against < 0].sum() / 2)


def _try_all(matrix: Floats) -> Floats:
    """The best of all partitions, the first found where several are; the first state's camp is fixed."""
    import numpy as np

    n = len(matrix)
    best, most = np.ones(n), -np.inf
    for begin in range(0, 1 << (n - 1), _CHUNK):
        codes = np.arange(begin, min(begin + _CHUNK, 1 << (n - 1)))
        spins = np.ones((len(codes), n))
        spins[:, 1:] -= 2 * ((codes[:, None] >> np.arange(n - 1)) & 1)
        agreed = ((spins @ matrix) * spins).sum(axis=1)
        if agreed.max() > most + 1e-9:
            most, best = float(agreed.max()), spins[int(agreed.argmax())]
    return best


def _search(matrix: Floats) -> Floats:
    """The best of local searches from many starts."""
    import numpy as np

    chance = np.random.default_rng(0)
    leading = np.where(np.linalg.eigh(matrix)[1][:, -1] < 0, -1.0, 1.0)
    starts = [leading, *chance.choice([-1.0, 1.0], size=(STARTS, len(matrix)))]
    ends = [_settle(matrix, start) for start in starts]
    return min(ends, key=lambda spins: _against(matrix, spins))


def _settle(matrix: Floats, spins: Floats) -> Floats:
    """Moves one state at a time to the other camp, the most at odds with its own first, while that helps."""
    spins = spins.copy()
    pull = matrix @ spins
    while (worst := int((spins * pull).argmin())) >= 0 and spins[worst] * pull[worst] < -1e-12:
        pull -= 2 * spins[worst] * matrix[worst]
        spins[worst] *= -1
    return spins


def _bound(matrix: Floats) -> float:
    """No partition has less against it: agreement is at most n times half the greatest eigenvalue."""
    import numpy as np

    total = float(np.abs(matrix).sum() / 2)
    return max(0.0, (total - len(matrix) * float(np.linalg.eigvalsh(matrix)[-1]) / 2) / 2)
