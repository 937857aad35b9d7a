"""A transformer's forward pass: a small decoder of random weights, float32, that writes tokens."""


def layer_norm(np, x, gain, bias):
    mean = x.mean(axis=-1, keepdims=True)
    return gain * (x - mean) / np.sqrt(x.var(axis=-1, keepdims=True) + np.float32(1e-5)) + bias


def gelu(np, x):
    return (
        np.float32(0.5)
        * x
        * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x**3)))
    )


def softmax(np, x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def attention(np, x, w, heads):
    length, width = x.shape
    q, k, v = np.split(x @ w["qkv"], 3, axis=1)
    q, k, v = (a.reshape(length, heads, width // heads).transpose(1, 0, 2) for a in (q, k, v))
    scores = q @ k.transpose(0, 2, 1) * np.float32((width // heads) ** -0.5)
    future = np.triu(np.ones((length, length), dtype=bool), k=1)
    scores = np.where(future, np.float32(-1e9), scores)
    mixed = softmax(np, scores) @ v
    return mixed.transpose(1, 0, 2).reshape(length, width) @ w["out"]


def forward(np, tokens, model, heads):
    """The logits of what comes after each token: (length, vocabulary)."""
    x = model["embedding"][tokens] + model["position"][: len(tokens)]
    for w in model["layers"]:
        x = x + attention(np, layer_norm(np, x, w["gain1"], w["bias1"]), w, heads)
        hidden = gelu(np, layer_norm(np, x, w["gain2"], w["bias2"]) @ w["up"])
        x = x + hidden @ w["down"]
    return layer_norm(np, x, model["gain"], model["bias"]) @ model["embedding"].T


def random_model(np, rng, vocabulary, length, width, layers):
    def matrix(n, m, scale):
        return (scale * rng.standard_normal((n, m))).astype(np.float32)

    def norm():
        return np.ones(width, np.float32), np.zeros(width, np.float32)

    made = []
    for _ in range(layers):
        (gain1, bias1), (gain2, bias2) = norm(), norm()
        made.append(
            {
                "qkv": matrix(width, 3 * width, width**-0.5),
                "out": matrix(width, width, width**-0.5),
                "up": matrix(width, 4 * width, width**-0.5),
                "down": matrix(4 * width, width, (4 * width) ** -0.5),
                "gain1": gain1,
                "bias1": bias1,
                "gain2": gain2,
                "bias2": bias2,
            }
        )
    gain, bias = norm()
    return {
        "embedding": matrix(vocabulary, width, 0.02),
        "position": matrix(length, width, 0.02),
        "layers": made,
        "gain": gain,
        "bias": bias,
    }


def main(np, size=1.0):
    rng = np.random.default_rng(2017)
    vocabulary, length, width, layers, heads = 512, int(128 * size), int(256 * size), 4, 4
    model = random_model(np, rng, vocabulary, length, width, layers)
    tokens = rng.integers(vocabulary, size=length // 2).tolist()
    for _ in range(8):
        logits = forward(np, np.array(tokens), model, heads)
        tokens.append(int(logits[-1].argmax()))
    probabilities = softmax(np, logits[-1])
    print("written:", tokens[-8:])
    print(
        f"likeliest {float(probabilities.max()):.5f}, entropy "
        f"{float(-(probabilities * np.log(probabilities)).sum()):.4f}"
    )
    print("logits:", np.round(logits[-1, :6], 3).tolist())
