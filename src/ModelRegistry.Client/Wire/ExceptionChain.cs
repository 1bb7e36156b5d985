namespace ModelRegistry.Client.Wire;

/// <summary>Finds causes, however often they were wrapped on their way up.</summary>
internal static class ExceptionChain
{
    /// <summary>Finds the outermost exception of a type among an exception and its causes.</summary>
    public static T? Find<T>(this Exception exception)
        where T : Exception
    {
        for (Exception? each = exception; each is not null; each = each.InnerException)
        {
            if (each is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether a cause is an exception itself, or among its causes.</summary>
    public static bool StemsFrom(this Exception exception, Exception cause)
    {
        for (Exception? each = exception; each is not null; each = each.InnerException)
        {
            if (ReferenceEquals(each, cause))
            {
                return true;
            }
        }

        return false;
    }
}
