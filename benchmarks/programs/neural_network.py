"""A neural network: two hidden layers learn to tell spirals apart, by back-propagation and Adam."""


def spirals(np, rng, per_arm, arms):
    """Points (n, 2) of the arms of a noisy spiral, and which arm each belongs to."""
    radius = np.tile(np.linspace(0.05, 1, per_arm), arms)
    arm = np.repeat(np.arange(arms), per_arm)
    angle = 4 * radius + arm * (2 * np.pi / arms) + rng.normal(scale=0.08, size=radius.size)
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1), arm


def forward(np, weights, x):
    """The activations of all layers; the last are the logits."""
    activations = [x]
    for i, (w, b) in enumerate(weights):
        x = x @ w + b
        if i < len(weights) - 1:
            x = np.tanh(x)
        activations.append(x)
    return activations


def softmax(np, logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def gradients(np, weights, x, target):
    """The mean cross-entropy, and its gradients."""
    activations = forward(np, weights, x)
    p = softmax(np, activations[-1])
    loss = -np.mean(np.log(p[np.arange(len(target)), target]))
    delta = p
    delta[np.arange(len(target)), target] -= 1
    delta /= len(target)
    found = []
    for i in range(len(weights) - 1, -1, -1):
        found.append((activations[i].T @ delta, delta.sum(axis=0)))
        if i > 0:
            delta = (delta @ weights[i][0].T) * (1 - activations[i] ** 2)
    return loss, found[::-1]


def main(np, size=1.0):
    rng = np.random.default_rng(3)
    arms, hidden, epochs, batch = 4, int(128 * size), 20, 200
    x, target = spirals(np, rng, 1000, arms)
    sizes = [2, hidden, hidden, arms]
    weights = [
        [rng.normal(scale=(1 / n) ** 0.5, size=(n, m)), np.zeros(m)]
        for n, m in zip(sizes[:-1], sizes[1:], strict=True)
    ]
    moments = [[(np.zeros_like(p), np.zeros_like(p)) for p in layer] for layer in weights]
    steps = 0
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        losses = []
        for start in range(0, len(x), batch):
            chosen = order[start : start + batch]
            loss, found = gradients(np, weights, x[chosen], target[chosen])
            losses.append(loss)
            steps += 1
            for layer, layer_moments, layer_gradients in zip(weights, moments, found, strict=True):
                for i, ((m, v), g) in enumerate(zip(layer_moments, layer_gradients, strict=True)):
                    m *= 0.9
                    m += 0.1 * g
                    v *= 0.999
                    v += 0.001 * g * g
                    mean, square = m / (1 - 0.9**steps), v / (1 - 0.999**steps)
                    layer[i] -= 0.01 * mean / (np.sqrt(square) + 1e-8)
        if epoch % 5 == 4:
            guess = forward(np, weights, x)[-1].argmax(axis=1)
            print(
                f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, right {np.mean(guess == target):.3f}"
            )
