using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Severa.CalendarSync.Benchmarks;

/// <summary>The command line: <c>--name number</c> for each property of a record of options.</summary>
internal static class Arguments
{
    /// <exception cref="UsageException">There is no such option, or its value is no number.</exception>
    public static T Read<T>(string[] args)
        where T : new()
    {
        var options = new T();
        for (var i = 0; i < args.Length; i += 2)
        {
            var property = Options<T>().FirstOrDefault(p => string.Equals(Name(p), args[i], StringComparison.Ordinal))
                ?? throw new UsageException($"There is no option {args[i]}.");
            property.SetValue(options, i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new UsageException($"{args[i]} wants a number."));
        }

        return options;
    }

    public static string Describe<T>(string command)
        where T : new()
    {
        var lines = Options<T>().Select(p => $"  {Name(p)} {p.GetValue(new T())}  {p.GetCustomAttribute<DescriptionAttribute>()?.Description}");
        return string.Join(Environment.NewLine, lines.Prepend($"{command} (with the values it has by itself)"));
    }

    /// <summary>What follows from others cannot be set.</summary>
    private static IEnumerable<PropertyInfo> Options<T>() => typeof(T).GetProperties().Where(p => p.CanWrite);

    /// <summary>BackOff is --back-off.</summary>
    private static string Name(PropertyInfo property) =>
        "-" + string.Concat(property.Name.Select(c => char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>The command line says something that is not understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
