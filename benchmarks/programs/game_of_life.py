"""Conway's Game of Life: on a torus, from a random beginning and a glider."""


def step(np, cells):
    neighbours = sum(
        np.roll(np.roll(cells, dy, axis=0), dx, axis=1)
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
        if (dy, dx) != (0, 0)
    )
    return ((neighbours == 3) | ((cells == 1) & (neighbours == 2))).astype(np.uint8)


def main(np, size=1.0):
    n, generations = int(512 * size), 60
    cells = (np.random.default_rng(1970).random((n, n)) < 0.3).astype(np.uint8)
    cells[:12, :12] = 0
    cells[1:4, 1:4] = [[0, 1, 0], [0, 0, 1], [1, 1, 1]]
    for generation in range(generations + 1):
        if generation % 20 == 0:
            rows = cells.sum(axis=1)
            print(
                f"generation {generation}: {int(rows.sum())} alive, fullest row {int(rows.max())}"
            )
        cells = step(np, cells)
    for row in cells[:8, :32]:
        print("".join(".#"[int(cell)] for cell in row))
