"""What a difference between two arms may be, said so that one may look at any time and stop at any look.

An interval that holds at one moment, which was fixed beforehand, is wrong far more often when one looks again and
again. These hold at all moments together: the chance that the true difference ever lies outside of them is at most
`alpha`, however often one looks and whenever one stops.

- The normal mixture: H. Robbins, "Statistical methods related to the law of the iterated logarithm" (Annals of
  Mathematical Statistics, 1970); as a mixture sequential probability ratio test for experiments: R. Johari,
  P. Koomen, L. Pekelis, D. Walsh, "Always Valid Inference: Continuous Monitoring of A/B Tests" (Operations Research,
  2022).
- With an estimated variance: I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, "Time-uniform central limit
  theory and asymptotic confidence sequences" (Annals of Statistics, 2024).
- Several conversations of one person are no independent ones: the error of their mean is that of a ratio of sums over
  people: A. Deng, U. Knoblich, J. Lu, "Applying the Delta Method in Metric Analytics" (KDD, 2018).
- Whether as many people came to each arm as were to: M. Lindon, A. Malek, "Anytime-Valid Inference for Multinomial
  Count Data" (NeurIPS, 2022). It is exact.
"""

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import Final

from centralita.studio.experiments.domain.sums import Sums

# With how many people in the smaller arm the interval is as narrow as one of its kind can be.
_TUNED_FOR: Final = 500
# Fewer people than this say nothing of how far their figures lie apart.
LEAST_PEOPLE: Final = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more B has than A, and between what it truly lies."""

    estimate: float
    low: float
    high: float


def difference(
    a: Sums, b: Sums, alpha: float, *, share: bool, worth: float = 1.0, tuned_for: int = _TUNED_FOR
) -> Difference | None:
    """B's mean less `worth` times A's; None while too few people are known.

    `share` says that each conversation counts 0 or 1. `tuned_for` must not be chosen by what was seen.
    """
    if min(a.people, b.people) < LEAST_PEOPLE:
        return None
    variance = worth * worth * _variance(a, share=share) + _variance(b, share=share)
    estimate = b.mean - worth * a.mean
    if variance <= 0:
        # All alike on both sides: how far they can lie apart is not known.
        return None
    half = sqrt(variance) * _width(a.people * b.people / (a.people + b.people), alpha, tuned_for)
    return Difference(estimate, estimate - half, estimate + half)


def _width(size: float, alpha: float, tuned_for: int) -> float:
    """How many standard errors the interval reaches to each side, with this effective number of people."""
    # The size that the mixture is best at: two arms, of which the smaller has `tuned_for`, are worth half as much.
    rho = (-2 * log(alpha) + log(1 - 2 * log(alpha))) / (tuned_for / 2)
    grown = size * rho + 1
    return sqrt(2 * grown / (size * rho) * log(sqrt(grown) / alpha))


def _variance(sums: Sums, *, share: bool) -> float:
    """The squared error of the mean. Of shares, two people more count on each side: none in ten is not never."""
    people, n, y, nn, yy, ny = sums.told()
    if share:
        people, n, y, nn, yy, ny = people + 4, n + 4, y + 2, nn + 4, yy + 2, ny + 2
    mean = y / n
    spread = max(0.0, yy - 2 * mean * ny + mean * mean * nn)
    return spread / (n * n) * people / (people - 1)


def surprise(in_a: int, in_b: int, share: int) -> float:
    """How surely people did not come to the arms as they were to, `share` percent of them to B.

    A value of 1000 or more comes about by chance in one of a thousand experiments at most, however often one looks.
    """
    expected = share / 100
    # A beta prior that expects the very share, with the weight of a hundred people.
    alpha_b, alpha_a = 100 * expected, 100 * (1 - expected)
    logged = (
        _log_beta(alpha_b + in_b, alpha_a + in_a)
        - _log_beta(alpha_b, alpha_a)
        - in_b * log(expected)
        - in_a * log(1 - expected)
    )
    return exp(min(logged, 700.0))


def _log_beta(one: float, other: float) -> float:
    return lgamma(one) + lgamma(other) - lgamma(one + other)
