"""k-means clustering: Lloyd's algorithm, begun by k-means++."""


def squared_distances(np, points, centers):
    """(number of points, number of centers)"""
    return (
        (points**2).sum(axis=1)[:, np.newaxis] - 2 * points @ centers.T + (centers**2).sum(axis=1)
    )


def first_centers(np, rng, points, k):
    centers = [points[rng.integers(len(points))]]
    while len(centers) < k:
        nearest = squared_distances(np, points, np.array(centers)).min(axis=1).clip(0)
        centers.append(points[rng.choice(len(points), p=nearest / nearest.sum())])
    return np.array(centers)


def main(np, size=1.0):
    rng = np.random.default_rng(7)
    k, dimensions, n = 12, 16, int(40000 * size)
    truth = rng.uniform(-8, 8, (k, dimensions))
    labels = rng.integers(k, size=n)
    points = truth[labels] + rng.normal(size=(n, dimensions))
    centers = first_centers(np, rng, points, k)
    iterations, shift = 0, 1.0
    while shift > 1e-9 and iterations < 25:
        iterations += 1
        nearest = squared_distances(np, points, centers).argmin(axis=1)
        counts = np.bincount(nearest, minlength=k)
        sums = np.stack([np.bincount(nearest, weights=x, minlength=k) for x in points.T], axis=1)
        moved = np.where(
            counts[:, np.newaxis] > 0, sums / np.maximum(counts, 1)[:, np.newaxis], centers
        )
        shift = np.linalg.norm(moved - centers)
        centers = moved
    inertia = squared_distances(np, points, centers).min(axis=1).sum()
    print(f"{iterations} iterations, inertia {inertia:.2f}")
    print("sizes", sorted(np.bincount(nearest, minlength=k).tolist()))
    print("first coordinates", np.sort(np.round(centers[:, 0], 4)).tolist())
