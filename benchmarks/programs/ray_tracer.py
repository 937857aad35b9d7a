"""A ray tracer: three spheres over a chessboard, two reflections, all rays of a bounce at once."""

FAR = 1.0e39
EYE = (0.0, 0.35, -1.0)
LIGHT = (5.0, 5.0, -10.0)
# center, radius, color, share of the light that is reflected
SPHERES = [
    ((0.75, 0.1, 1.0), 0.6, (0.0, 0.0, 1.0), 0.5),
    ((-0.75, 0.1, 2.25), 0.6, (0.5, 0.223, 0.5), 0.5),
    ((-2.75, 0.1, 3.5), 0.6, (1.0, 0.572, 0.184), 0.5),
    ((0.0, -99999.5, 0.0), 99999.0, (0.75, 0.75, 0.75), 0.25),
]


def unit(np, v):
    return v / np.sqrt(np.sum(v * v, axis=0))


def distances(np, origin, direction, sphere):
    """How far along each ray the sphere is; FAR where it is missed."""
    center, radius, _, _ = sphere
    from_center = origin - np.array(center)[:, np.newaxis]
    b = 2 * np.sum(direction * from_center, axis=0)
    c = np.sum(from_center * from_center, axis=0) - radius * radius
    discriminant = b * b - 4 * c
    root = np.sqrt(np.maximum(0, discriminant))
    near, far = (-b - root) / 2, (-b + root) / 2
    nearest = np.where((near > 0) & (near < far), near, far)
    return np.where((discriminant > 0) & (nearest > 0), nearest, FAR)


def diffuse_color(np, points, sphere, is_floor):
    color = np.array(sphere[2])[:, np.newaxis]
    if not is_floor:
        return np.broadcast_to(color, points.shape)
    squares = ((points[0] * 2).astype(int) % 2) == ((points[2] * 2).astype(int) % 2)
    return color * squares


def trace(np, origin, direction, bounce):
    """The colors that rays see: origin and direction are (3, number of rays)."""
    found = np.stack([distances(np, origin, direction, s) for s in SPHERES])
    nearest = found.min(axis=0)
    colors = np.zeros_like(direction)
    for i, sphere in enumerate(SPHERES):
        hit = np.nonzero((nearest != FAR) & (found[i] == nearest))[0]
        if hit.size == 0:
            continue
        start = origin[:, hit] if origin.shape[1] > 1 else origin
        points = start + direction[:, hit] * found[i, hit]
        normal = (points - np.array(sphere[0])[:, np.newaxis]) / sphere[1]
        to_light = unit(np, np.array(LIGHT)[:, np.newaxis] - points)
        to_eye = unit(np, np.array(EYE)[:, np.newaxis] - points)
        above = points + normal * 0.0001
        blocked = np.stack([distances(np, above, to_light, s) for s in SPHERES])
        lit = blocked[i] == blocked.min(axis=0)
        seen = 0.05 + diffuse_color(np, points, sphere, i == 3) * (
            np.maximum(np.sum(normal * to_light, axis=0), 0) * lit
        )
        if bounce < 2:
            d = direction[:, hit]
            mirrored = unit(np, d - normal * 2 * np.sum(d * normal, axis=0))
            seen = seen + trace(np, above, mirrored, bounce + 1) * sphere[3]
        half = np.sum(normal * unit(np, to_light + to_eye), axis=0)
        colors[:, hit] += seen + np.power(np.clip(half, 0, 1), 50) * lit
    return colors


def main(np, size=1.0):
    width, height = int(400 * size), int(300 * size)
    ratio = width / height
    x = np.tile(np.linspace(-1, 1, width), height)
    y = np.repeat(np.linspace(1 / ratio + 0.25, -1 / ratio + 0.25, height), width)
    origin = np.array(EYE)[:, np.newaxis]
    direction = unit(np, np.stack([x, y, np.zeros(x.size)]) - origin)
    image = np.clip(trace(np, origin, direction, 0), 0, 1).reshape(3, height, width)
    for name, channel in zip(("red", "green", "blue"), image, strict=True):
        print(f"{name:<6} mean {channel.mean():.5f}  deviation {channel.std():.5f}")
    print("middle row:", np.round(image[:, height // 2, :: width // 5], 3).tolist())
