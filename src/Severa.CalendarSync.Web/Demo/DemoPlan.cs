namespace Severa.CalendarSync.Web.Demo;

/// <summary>One activity of the demo, told from the Monday of this week; without hours it takes whole days.</summary>
internal sealed record DemoPlan(int Day, double Hour, double Hours, string Type, string Title)
{
    public string Place { get; init; } = "";

    public string Notes { get; init; } = "";

    public string? Customer { get; init; }

    public int Days { get; init; } = 1;

    /// <summary>Who takes part beside the owner: 0 Aino, 1 Mikael, 2 Sari.</summary>
    public int[] With { get; init; } = [];

    public static IReadOnlyList<DemoPlan> Of(int person) => person switch
    {
        0 =>
        [
            new(1, 9, 1, "Meeting", "Project start, Lumi Oy") { Place = "Lumi, Hämeenkatu 12", Customer = "Lumi Oy", With = [1] },
            new(2, 13, 1.5, "Meeting", "Workshop: integrations") { Place = "Room Saimaa", Notes = "Agenda:\n1. Interfaces\n2. Schedule" },
            new(3, 10, 0.5, "Phone call", "Call Nordwind about the offer") { Customer = "Nordwind AB" },
            new(4, 8, 4, "Project task", "Write the specification"),
            new(7, 15, 1, "Personal", "Dentist"),
            new(8, 9, 1, "Meeting", "Offer review") { Place = "Room Inari", With = [2] },
            new(9, 14, 1, "To-do", "Check last month's hours"),
            new(14, 0, 0, "Holiday", "Winter holiday") { Days = 5 },
        ],
        1 =>
        [
            new(1, 14, 1, "Phone call", "Support call, Koivu Ltd") { Customer = "Koivu Ltd" },
            new(2, 9, 2, "Meeting", "Architecture day") { Place = "Room Päijänne" },
            new(3, 8, 6, "Project task", "Data migration, second round"),
            new(8, 12, 1, "Meeting", "Lunch with a customer") { Place = "Ravintola Aura", Customer = "Koivu Ltd" },
            new(10, 16, 1, "Personal", "Parents' evening"),
        ],
        _ =>
        [
            new(1, 10, 1, "Meeting", "Sales weekly") { Place = "Room Inari", With = [0, 1] },
            new(3, 13, 0.5, "Phone call", "References for the tender"),
            new(4, 9, 1, "To-do", "Send the contract draft"),
            new(9, 10, 2, "Meeting", "Customer visit, Tampere") { Place = "Tampere-talo", Customer = "Satama Oyj" },
            new(11, 0, 0, "Holiday", "Day off"),
        ],
    };
}
