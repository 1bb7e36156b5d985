namespace ModelRegistry.Client;

/// <summary>
/// A field of an update: left out (the default), set to <see langword="null"/>, or set to a value. The server keeps a field that is left
/// out or <see langword="null"/>.
/// </summary>
/// <typeparam name="T">The type of the field.</typeparam>
/// <remarks>A value converts implicitly: <c>new RegisteredModelUpdate { Description = "vetted" }</c>.</remarks>
public readonly record struct Optional<T>
{
    private readonly T _value;

    /// <summary>Sets the field.</summary>
    /// <param name="value">What the field is set to.</param>
    public Optional(T value)
    {
        _value = value;
        IsSet = true;
    }

    /// <summary>Gets a value indicating whether the field is set and so takes part in the update.</summary>
    public bool IsSet { get; }

    /// <summary>Gets what the field is set to.</summary>
    /// <exception cref="InvalidOperationException">The field is left out.</exception>
    public T Value => IsSet ? _value : throw new InvalidOperationException("The field is left out of the update, so it has no value.");

    /// <summary>Sets a field.</summary>
    /// <param name="value">What the field is set to.</param>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Gets what the field is set to, or a default when it is left out.</summary>
    /// <param name="defaultValue">The default.</param>
    /// <returns>The field's value or <paramref name="defaultValue"/>.</returns>
    public T GetValueOrDefault(T defaultValue) => IsSet ? _value : defaultValue;

    /// <summary>Shows the value, or that there is none.</summary>
    /// <returns>The value as text.</returns>
    public override string ToString() => IsSet ? _value?.ToString() ?? "null" : "(left out)";
}
