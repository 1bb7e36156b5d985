using System.Collections.Frozen;

namespace ModelRegistry.Artifacts.Objects;

/// <summary>The files by which formats of models are recognised.</summary>
internal static class ModelFormat
{
    private static readonly FrozenDictionary<string, string[]> Endings = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["safetensors"] = [".safetensors"],
        ["gguf"] = [".gguf"],
        ["onnx"] = [".onnx"],
        ["openvino_ir"] = [".xml"],
        ["tensorflow"] = [".pb", ".pbtxt"],
        ["keras"] = [".keras", ".h5", ".hdf5"],
        ["pytorch"] = [".pt", ".pth", ".bin", ".mar", ".safetensors"],
        ["sklearn"] = [".pkl", ".pickle", ".joblib"],
        ["xgboost"] = [".bst", ".json", ".ubj", ".model", ".deprecated"],
        ["lightgbm"] = [".bst", ".txt", ".model"],
        ["pmml"] = [".pmml"],
        ["paddle"] = [".pdmodel", ".pdiparams"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets how the names of a format's files end.</summary>
    /// <returns><see langword="null"/> for a format that is not known: nothing can be said of it then.</returns>
    public static IReadOnlyList<string>? EndingsOf(string? format) =>
        format is not null && Endings.TryGetValue(format, out string[]? endings) ? endings : null;
}
